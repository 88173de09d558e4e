package org.ravel.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.logsoftmax_forward;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss on primitives of oneDNN, in place in one array [rows, classes] of its own. */
final class OneDnnSoftmaxLoss implements SoftmaxLoss {
  private final Shape shape;
  private final PointerScope scope;
  private final stream queue;
  private final memory input;
  private final memory weights;
  private final memory bias;
  private final primitive product;
  private final IntMemoryMap productArguments = new IntMemoryMap();
  private final primitive logSoftmax;
  private final primitive exponential;
  private final IntMemoryMap inPlace = new IntMemoryMap();
  private final FloatPointer values;
  private final FloatPointer ones;

  OneDnnSoftmaxLoss(Shape shape) {
    this.shape = shape;
    scope = Scopes.pointers();
    try {
      scope.attach(productArguments);
      scope.attach(inPlace);
      queue = new stream(OneDnn.engine());
      desc inputLayout = floats(format_tag.ab, shape.rows(), shape.inputs());
      // The network's matrix is in 'f' order.
      desc weightsLayout = floats(format_tag.ba, shape.inputs(), shape.classes());
      desc biasLayout = floats(format_tag.ab, 1, shape.classes());
      desc layout = floats(format_tag.ab, shape.rows(), shape.classes());
      input = new memory(inputLayout, OneDnn.engine(), new Pointer());
      weights = new memory(weightsLayout, OneDnn.engine(), new Pointer());
      bias = new memory(biasLayout, OneDnn.engine(), new Pointer());
      memory own = new memory(layout, OneDnn.engine());
      product =
          new primitive(
              new matmul.primitive_desc(
                  new matmul.desc(inputLayout, weightsLayout, biasLayout, layout),
                  OneDnn.engine()));
      logSoftmax =
          new primitive(
              new logsoftmax_forward.primitive_desc(
                  new logsoftmax_forward.desc(prop_kind.forward_inference, layout, 1),
                  OneDnn.engine()));
      exponential =
          new primitive(
              new eltwise_forward.primitive_desc(
                  new eltwise_forward.desc(
                      prop_kind.forward_inference, algorithm.eltwise_exp, layout, 0, 0),
                  OneDnn.engine()));
      productArguments
          .put(DNNL_ARG_SRC, input)
          .put(DNNL_ARG_WEIGHTS, weights)
          .put(DNNL_ARG_BIAS, bias)
          .put(DNNL_ARG_DST, own);
      inPlace.put(DNNL_ARG_SRC, own).put(DNNL_ARG_DST, own);
      values = new FloatPointer(own.get_data_handle());
      ones = new FloatPointer(shape.rows());
      for (int row = 0; row < shape.rows(); row++) {
        ones.put(row, 1);
      }
    } finally {
      scope.extend();
      scope.close();
    }
  }

  @Override
  public double run(
      INDArray rows,
      int[] targets,
      Projection projection,
      double scale,
      Projection gradient,
      INDArray inputGradient) {
    SoftmaxLoss.requireTargets(shape, targets);
    logProbabilities(rows, projection);
    double nats = nats(targets);
    exponential.execute(queue, inPlace);
    queue._wait();
    subtractOneHot(targets);
    gradients(rows, projection, (float) scale, gradient, inputGradient);
    return nats;
  }

  @Override
  public void probabilities(INDArray rows, Projection projection, INDArray probabilities) {
    logProbabilities(rows, projection);
    exponential.execute(queue, inPlace);
    queue._wait();
    long bytes = (long) Float.BYTES * shape.rows() * shape.classes();
    Pointer.memcpy(Address.of(probabilities), values, bytes);
  }

  private void logProbabilities(INDArray rows, Projection projection) {
    input.set_data_handle(Address.of(rows));
    weights.set_data_handle(Address.of(projection.weights()));
    bias.set_data_handle(Address.of(projection.bias()));
    product.execute(queue, productArguments);
    logSoftmax.execute(queue, inPlace);
    queue._wait();
  }

  private double nats(int[] targets) {
    double nats = 0;
    for (int row = 0; row < targets.length; row++) {
      if (targets[row] != NO_TARGET) {
        nats -= values.get((long) row * shape.classes() + targets[row]);
      }
    }
    return nats;
  }

  private void subtractOneHot(int[] targets) {
    for (int row = 0; row < targets.length; row++) {
      long start = (long) row * shape.classes();
      if (targets[row] == NO_TARGET) {
        Pointer.memset(values.getPointer(start), 0, (long) Float.BYTES * shape.classes());
      } else {
        values.put(start + targets[row], values.get(start + targets[row]) - 1);
      }
    }
  }

  private void gradients(
      INDArray rows,
      Projection projection,
      float scale,
      Projection gradient,
      INDArray inputGradient) {
    int n = shape.rows();
    int inputs = shape.inputs();
    int classes = shape.classes();
    FloatPointer x = floatsOf(rows);
    Sgemm.run(
        new Sgemm.Matrix(values, classes, false),
        new Sgemm.Matrix(floatsOf(projection.weights()), inputs, false),
        new Sgemm.Size(n, inputs, classes),
        scale,
        floatsOf(inputGradient));
    Sgemm.run(
        new Sgemm.Matrix(values, classes, true),
        new Sgemm.Matrix(x, inputs, false),
        new Sgemm.Size(classes, inputs, n),
        scale,
        floatsOf(gradient.weights()));
    Sgemm.run(
        new Sgemm.Matrix(ones, n, false),
        new Sgemm.Matrix(values, classes, false),
        new Sgemm.Size(1, classes, n),
        scale,
        floatsOf(gradient.bias()));
  }

  private static FloatPointer floatsOf(INDArray array) {
    return new FloatPointer(Address.of(array));
  }

  private static desc floats(format_tag format, long... shape) {
    return new desc(shape, OneDnn.FLOATS, format);
  }

  @Override
  public void close() {
    scope.close();
  }
}
