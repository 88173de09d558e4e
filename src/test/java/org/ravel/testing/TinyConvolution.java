package org.ravel.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * A network of ONNX whose answers can be worked out by hand. It reads {@code image}, [1, 3, height,
 * width]. Each place of {@code map} sees 2 × 2 pixels: its first channel is the sum of the first
 * channel's pixels less 20, the second one the top left pixel of the third channel; what is below 0
 * becomes 0. {@code answer} is the map's mean, [1, 2, 1, 1], times 5.
 */
public final class TinyConvolution {
  private static final int FLOAT_SIGN = 16;

  private TinyConvolution() {}

  /** The file, with numbers of 32 bits or of 16. */
  public static byte[] file(boolean half) {
    float[] weights = new float[2 * 3 * 2 * 2];
    Arrays.fill(weights, 0, 4, 1);
    weights[12 + 8] = 1;
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("tiny")
            .addInput(tensor("image", half, 1, 3, -1, -1))
            .addOutput(tensor("answer", half, 1, 2, 1, 1))
            .addInitializer(numbers("weights", half, List.of(2L, 3L, 2L, 2L), weights))
            .addInitializer(numbers("bias", half, List.of(2L), -20, 0))
            .addInitializer(numbers("five", half, List.of(1L), 5))
            .addNode(
                node("Conv", List.of("image", "weights", "bias"), "sums")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("strides")
                            .setType(AttributeProto.AttributeType.INTS)
                            .addInts(2)
                            .addInts(2)))
            .addNode(node("Relu", List.of("sums"), "map"))
            .addNode(node("GlobalAveragePool", List.of("map"), "mean"))
            .addNode(node("Mul", List.of("mean", "five"), "answer"));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static NodeProto.Builder node(String kind, List<String> read, String output) {
    return NodeProto.newBuilder().setOpType(kind).addAllInput(read).addOutput(output);
  }

  private static TensorProto.DataType type(boolean half) {
    return half ? TensorProto.DataType.FLOAT16 : TensorProto.DataType.FLOAT;
  }

  private static ValueInfoProto tensor(String name, boolean half, int... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (int size : shape) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      dimensions.addDim(
          size < 0 ? dimension.setDimParam("any" + size) : dimension.setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type(half)).setShape(dimensions)))
        .build();
  }

  private static TensorProto numbers(
      String name, boolean half, List<Long> shape, float... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * (half ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      if (half) {
        bytes.putShort(half(number));
      } else {
        bytes.putFloat(number);
      }
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type(half))
        .addAllDims(shape)
        .setRawData(ByteString.copyFrom(bytes.array()))
        .build();
  }

  /** A number with few digits, whose end a half has room for: 8 bits of exponent become 5. */
  private static short half(float number) {
    int bits = Float.floatToRawIntBits(number);
    int sign = (bits >>> FLOAT_SIGN) & 0x8000;
    if (number == 0) {
      return (short) sign;
    }
    int exponent = ((bits >>> 23) & 0xff) - 127 + 15;
    return (short) (sign | (exponent << 10) | ((bits >>> 13) & 0x3ff));
  }
}
