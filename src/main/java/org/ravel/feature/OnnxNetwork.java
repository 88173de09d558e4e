package org.ravel.feature;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;

/** A network in ONNX Runtime, on one core, for one thread. */
final class OnnxNetwork implements AutoCloseable {
  private static final long ANY = -1;

  private final String name;
  private final String input;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final TensorInfo taken;

  /**
   * A tensor.
   *
   * @param numbers in row-major order
   */
  record Tensor(float[] numbers, long[] shape) {}

  OnnxNetwork(CutNetwork network, String name) {
    this.name = name;
    this.input = network.input();
    // One for the process, which ends with it.
    this.environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "ravel");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // As many tasks as there are cores run beside each other.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = environment.createSession(network.model(), options);
    } catch (OrtException e) {
      throw refused(e);
    }
    NodeInfo info;
    try {
      info = session.getInputInfo().get(input);
    } catch (OrtException e) {
      close();
      throw refused(e);
    }
    if (!(info.getInfo() instanceof TensorInfo tensor)
        || (tensor.type != OnnxJavaType.FLOAT && tensor.type != OnnxJavaType.FLOAT16)) {
      close();
      throw new ConfigurationException(
          "the input %s of %s is %s, but images are given as a tensor of FLOAT or FLOAT16; export the network with such an input"
              .formatted(input, name, info.getInfo()));
    }
    this.taken = tensor;
  }

  /**
   * Refuses images of another shape than that of the network's input.
   *
   * @param shape of an image, with the number of images before it, which is 1
   * @param settings that give this shape, for the message
   * @throws ConfigurationException if it is another one
   */
  void requireInput(long[] shape, String settings) {
    long[] own = taken.getShape();
    boolean fits = own.length == shape.length;
    for (int i = 0; fits && i < own.length; i++) {
      fits = own[i] == ANY || own[i] == shape[i];
    }
    if (!fits) {
      throw new ConfigurationException(
          "%s give an image as %s, but the input %s of %s takes %s (-1: any number); set them to what it takes"
              .formatted(settings, Arrays.toString(shape), input, name, Arrays.toString(own)));
    }
  }

  /** What the network makes of an image. */
  Tensor run(FloatBuffer numbers, long[] shape) {
    try (OnnxTensor image = tensor(numbers, shape);
        OrtSession.Result result = session.run(Map.of(input, image))) {
      if (!(result.get(0) instanceof OnnxTensor output)
          || output.getFloatBuffer() == null
          || output.getInfo().getShape().length == 0) {
        throw new ConfigurationException(
            "features.network.output of %s is %s, but must be a tensor of FLOAT or FLOAT16; name another one"
                .formatted(name, result.get(0).getInfo()));
      }
      FloatBuffer read = output.getFloatBuffer();
      float[] copy = new float[read.remaining()];
      read.get(copy);
      return new Tensor(copy, output.getInfo().getShape());
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  private OnnxTensor tensor(FloatBuffer numbers, long[] shape) throws OrtException {
    return taken.type == OnnxJavaType.FLOAT16
        ? OnnxTensor.createTensor(
            environment,
            Fp16Conversions.convertFloatBufferToFp16Buffer(numbers),
            shape,
            OnnxJavaType.FLOAT16)
        : OnnxTensor.createTensor(environment, numbers, shape);
  }

  private InputException refused(OrtException cause) {
    return new InputException(
        "ONNX Runtime does not take the network %s: %s; export it again, with the weights in the same file"
            .formatted(name, cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session of ONNX Runtime cannot be closed", e);
    }
  }
}
