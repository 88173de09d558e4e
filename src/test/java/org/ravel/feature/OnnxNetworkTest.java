package org.ravel.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.ravel.config.FeaturesConfig.Layout;
import org.ravel.config.ImageConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.image.Picture;
import org.ravel.image.PictureFile;
import org.ravel.testing.Pictures;
import org.ravel.testing.TinyConvolution;

/** A network cut at a tensor, in ONNX Runtime, against arithmetic by hand. */
class OnnxNetworkTest {

  private static CutNetwork cut(boolean half, String output) {
    return CutNetwork.of(TinyConvolution.file(half), "tiny.onnx", null, output);
  }

  private static ImageInput input(int size, ImageConfig.Channels channels) {
    return new ImageInput(
        new ImageConfig(
            size,
            size,
            ImageConfig.Fit.STRETCH,
            size,
            channels,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0)),
        Layout.NCHW);
  }

  private static OnnxNetwork.Tensor run(CutNetwork network, ImageConfig.Channels channels) {
    Picture picture = PictureFile.read("a.png", Pictures.counting());
    ImageInput input = input(4, channels);
    FloatBuffer buffer = input.buffer();
    input.fill(buffer, "a.png", picture);
    try (OnnxNetwork opened = OnnxRuntime.open(network, "tiny.onnx")) {
      opened.requireInput(input.shape(), ImageInput.SETTINGS);
      return opened.run(buffer, input.shape());
    }
  }

  /** Red is 0 + 1 + 4 + 5 = 10 at the top left, which is 20 less than that below 0; blue is 0. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTensorWithinIsRead(boolean half) {
    OnnxNetwork.Tensor map = run(cut(half, "map"), ImageConfig.Channels.RGB);
    assertThat(map.shape()).containsExactly(1, 2, 2, 2);
    assertThat(map.numbers()).containsExactly(0, 0, 22, 30, 0, 4, 16, 20);
  }

  @Test
  void theOrderOfColoursCounts() {
    OnnxNetwork.Tensor map = run(cut(false, "map"), ImageConfig.Channels.BGR);
    assertThat(map.numbers()).containsExactly(0, 16, 64, 80, 0, 2, 8, 10);
  }

  @Test
  void theOnlyOutputNeedsNoName() {
    OnnxNetwork.Tensor answer = run(cut(false, null), ImageConfig.Channels.RGB);
    assertThat(answer.shape()).containsExactly(1, 2, 1, 1);
    assertThat(answer.numbers()).containsExactly(65, 50);
  }

  @Test
  void whatTheOutputDoesNotNeedIsGone() throws InvalidProtocolBufferException {
    CutNetwork network = cut(false, "map");
    ModelProto model = ModelProto.parseFrom(network.model());
    assertThat(model.getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Conv", "Relu");
    assertThat(model.getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactly("weights", "bias");
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
  }

  /** Neither has a name, and they are not the same tensor. */
  @Test
  void anInputThatIsLeftOutIsNoOutputThatNobodyReads() throws InvalidProtocolBufferException {
    ModelProto.Builder model = ModelProto.parseFrom(TinyConvolution.file(false)).toBuilder();
    model.getGraphBuilder().getNodeBuilder(0).setInput(2, "");
    model.getGraphBuilder().addInput(model.getGraph().getInput(0).toBuilder().setName("other"));
    model
        .getGraphBuilder()
        .addNode(
            0, NodeProto.newBuilder().setOpType("Dropout").addInput("other").addOutput("").build());
    CutNetwork network = CutNetwork.of(model.build().toByteArray(), "two.onnx", null, "map");
    assertThat(network.input()).isEqualTo("image");
    assertThat(ModelProto.parseFrom(network.model()).getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Conv", "Relu");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | features | features.network.output is \"features\", but tiny.onnx has no such tensor; its last ones are answer, mean, map, sums",
        " | weights | features.network.output is \"weights\", but tiny.onnx has no such tensor",
        "pixels | map | features.network.input is \"pixels\", but what tiny.onnx needs for its output map is image",
      })
  void tensorsThatAreNotThereAreNamed(String input, String output, String message) {
    assertThatThrownBy(() -> CutNetwork.of(TinyConvolution.file(false), "tiny.onnx", input, output))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anotherShapeIsRefused() throws InvalidProtocolBufferException {
    ModelProto.Builder fixed = ModelProto.parseFrom(TinyConvolution.file(false)).toBuilder();
    for (int side : new int[] {2, 3}) {
      fixed
          .getGraphBuilder()
          .getInputBuilder(0)
          .getTypeBuilder()
          .getTensorTypeBuilder()
          .getShapeBuilder()
          .getDimBuilder(side)
          .setDimValue(6);
    }
    CutNetwork network = CutNetwork.of(fixed.build().toByteArray(), "six.onnx", null, "map");
    assertThatThrownBy(
            () -> {
              try (OnnxNetwork opened = OnnxRuntime.open(network, "six.onnx")) {
                opened.requireInput(
                    input(4, ImageConfig.Channels.RGB).shape(), ImageInput.SETTINGS);
              }
            })
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "features.image.height, features.image.width and features.network.layout give an image as [1, 3, 4, 4], but the input image of six.onnx takes [1, 3, 6, 6] (-1: any number); set them to what it takes");
  }

  @Test
  void whatIsNoNetworkIsRefused() {
    for (byte[] file : List.of("not a network".getBytes(StandardCharsets.UTF_8), new byte[0])) {
      assertThatThrownBy(() -> CutNetwork.of(file, "a.onnx", null, null))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("features.network.file is a.onnx, which holds no network of ONNX");
    }
  }

  /** An operator that nobody knows. */
  @Test
  void whatTheRuntimeDoesNotTakeIsRefused() throws InvalidProtocolBufferException {
    ModelProto.Builder strange = ModelProto.parseFrom(TinyConvolution.file(false)).toBuilder();
    strange.getGraphBuilder().getNodeBuilder(1).setOpType("Invented");
    CutNetwork network = CutNetwork.of(strange.build().toByteArray(), "odd.onnx", null, "map");
    assertThatThrownBy(() -> OnnxRuntime.open(network, "odd.onnx"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ONNX Runtime does not take the network odd.onnx")
        .hasMessageContaining("Invented");
  }
}
