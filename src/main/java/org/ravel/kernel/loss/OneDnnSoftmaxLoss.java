package org.ravel.kernel.loss;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.Arrays;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Address;
import org.ravel.kernel.OneDnn;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.Sgemm;

/** The loss on primitives of oneDNN, in place in one array [rows, classes] of its own. */
final class OneDnnSoftmaxLoss implements SoftmaxLoss {
  /**
   * Classes whose two backward products are made together, while their columns are in the cache.
   */
  private static final int BLOCK = 512;

  /** Of a smaller probability the logarithm is not good enough. */
  private static final float SMALLEST_PROBABILITY = 1e-30f;

  private final LossShape shape;
  private final PointerScope scope;
  private final stream queue;
  private final memory input;
  private final memory weights;
  private final memory bias;
  private final primitive product;
  private final memory result;
  private final IntMemoryMap productArguments = new IntMemoryMap();
  private final IntMemoryMap productForCaller = new IntMemoryMap();
  private final primitive softmax;
  private final IntMemoryMap inPlace = new IntMemoryMap();
  private final IntMemoryMap inPlaceForCaller = new IntMemoryMap();
  private final FloatPointer values;
  private final FloatPointer ones;

  OneDnnSoftmaxLoss(LossShape shape) {
    this.shape = shape;
    scope = Scopes.pointers();
    try {
      scope.attach(productArguments);
      scope.attach(productForCaller);
      scope.attach(inPlace);
      scope.attach(inPlaceForCaller);
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
      softmax =
          new primitive(
              new softmax_forward.primitive_desc(
                  new softmax_forward.desc(prop_kind.forward_inference, layout, 1),
                  OneDnn.engine()));
      result = new memory(layout, OneDnn.engine(), new Pointer());
      bind(productArguments, inPlace, own);
      bind(productForCaller, inPlaceForCaller, result);
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

  private void bind(IntMemoryMap forProduct, IntMemoryMap forSoftmax, memory output) {
    forProduct
        .put(DNNL_ARG_SRC, input)
        .put(DNNL_ARG_WEIGHTS, weights)
        .put(DNNL_ARG_BIAS, bias)
        .put(DNNL_ARG_DST, output);
    forSoftmax.put(DNNL_ARG_SRC, output).put(DNNL_ARG_DST, output);
  }

  @Override
  public double run(
      INDArray rows,
      Targets targets,
      Projection projection,
      double scale,
      Projection gradient,
      INDArray inputGradient) {
    targets.require(shape);
    softmax(rows, projection);
    double nats = Arrays.stream(nats(targets, new DoubleLogits(rows, projection))).sum();
    subtractTargets(targets);
    gradients(rows, projection, (float) scale, gradient, inputGradient);
    return nats;
  }

  @Override
  public double[] nats(INDArray rows, Targets targets, Projection projection) {
    targets.require(shape);
    softmax(rows, projection);
    return nats(targets, new DoubleLogits(rows, projection));
  }

  @Override
  public void probabilities(INDArray rows, Projection projection, INDArray probabilities) {
    result.set_data_handle(Address.of(probabilities));
    product(rows, projection, productForCaller);
    softmax.execute(queue, inPlaceForCaller);
    queue._wait();
  }

  @Override
  public void logits(INDArray rows, Projection projection, INDArray logits) {
    result.set_data_handle(Address.of(logits));
    product(rows, projection, productForCaller);
    queue._wait();
  }

  private void softmax(INDArray rows, Projection projection) {
    product(rows, projection, productArguments);
    softmax.execute(queue, inPlace);
    queue._wait();
  }

  private void product(INDArray rows, Projection projection, IntMemoryMap arguments) {
    input.set_data_handle(Address.of(rows));
    weights.set_data_handle(Address.of(projection.weights()));
    bias.set_data_handle(Address.of(projection.bias()));
    product.execute(queue, arguments);
  }

  private double[] nats(Targets targets, DoubleLogits logits) {
    double[] nats = new double[shape.rows()];
    for (int row = 0; row < shape.rows(); row++) {
      int target = targets.classes()[row];
      if (target == NO_TARGET) {
        continue;
      }
      float probability = values.get(place(row, target));
      nats[row] =
          probability >= SMALLEST_PROBABILITY
              ? -Math.log(probability)
              : largeNats(row, target, logits);
      if (targets.smoothing() > 0) {
        nats[row] += targets.smoothing() * (logits.at(row, target) - logits.mean(row));
      }
      nats[row] *= targets.weight(row);
    }
    return nats;
  }

  /** By the distance from the most probable class, whose probability is no small number. */
  private double largeNats(int row, int target, DoubleLogits logits) {
    float[] probabilities = probabilities(row);
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return logits.at(row, best) - logits.at(row, target) - Math.log(probabilities[best]);
  }

  private float[] probabilities(int row) {
    float[] probabilities = new float[shape.classes()];
    values.getPointer(place(row, 0)).get(probabilities);
    return probabilities;
  }

  private long place(int row, int column) {
    return (long) row * shape.classes() + column;
  }

  private void subtractTargets(Targets targets) {
    float share = (float) (targets.smoothing() / shape.classes());
    for (int row = 0; row < shape.rows(); row++) {
      long start = place(row, 0);
      int target = targets.classes()[row];
      if (target == NO_TARGET) {
        Pointer.memset(values.getPointer(start), 0, (long) Float.BYTES * shape.classes());
        continue;
      }
      if (share > 0) {
        float[] smoothed = probabilities(row);
        for (int c = 0; c < smoothed.length; c++) {
          smoothed[c] -= share;
        }
        values.getPointer(start).put(smoothed);
      }
      float rest = (float) (1 - targets.smoothing());
      values.put(start + target, values.get(start + target) - rest);
      if (targets.weights() != null) {
        weigh(row, (float) targets.weight(row));
      }
    }
  }

  private void weigh(int row, float weight) {
    float[] gradient = probabilities(row);
    for (int c = 0; c < gradient.length; c++) {
      gradient[c] *= weight;
    }
    values.getPointer(place(row, 0)).put(gradient);
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
    var x = new Sgemm.Matrix(floatsOf(rows), inputs, false);
    FloatPointer weightValues = floatsOf(projection.weights());
    FloatPointer weightGradient = floatsOf(gradient.weights());
    FloatPointer below = floatsOf(inputGradient);
    for (int start = 0; start < classes; start += BLOCK) {
      int width = Math.min(BLOCK, classes - start);
      FloatPointer columns = values.getPointer(start);
      long first = (long) start * inputs;
      Sgemm.add(
          new Sgemm.Matrix(columns, classes, true),
          x,
          new Sgemm.Size(width, inputs, n),
          scale,
          weightGradient.getPointer(first));
      var delta = new Sgemm.Matrix(columns, classes, false);
      var w = new Sgemm.Matrix(weightValues.getPointer(first), inputs, false);
      var size = new Sgemm.Size(n, inputs, width);
      if (start == 0) {
        Sgemm.run(delta, w, size, scale, below);
      } else {
        Sgemm.add(delta, w, size, scale, below);
      }
    }
    Sgemm.add(
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
