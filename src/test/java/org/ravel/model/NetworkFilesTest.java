package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.error.InputException;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.NetworkSnapshot;
import org.ravel.storage.Storage;

/** A network's files, in the present format and in that of Deeplearning4j. */
class NetworkFilesTest {
  private static final int VOCABULARY = 11;

  @TempDir Path folder;

  private final Storage storage = new Storage(new Configuration());
  private NetworkFiles files;

  @BeforeEach
  void open() {
    files = new NetworkFiles(storage, new org.apache.hadoop.fs.Path("file:" + folder));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyKindOfLayerComesBack(Variant variant) {
    assertComesBack(SmallNetworks.network(variant, 3, VOCABULARY).snapshot(), VOCABULARY);
  }

  @ParameterizedTest
  @CsvSource({
    "training.label-smoothing, 0.1",
    "model.dropout, 0.2",
    "model.tie-embeddings, true",
  })
  void everySettingComesBack(String key, String value) {
    Map<String, String> settings = Map.of(key, value, "model.embedding-size", "7");
    assertComesBack(
        SmallNetworks.specification(
                Variant.GRU_BEFORE, VOCABULARY, new FixedSchedule(0.1), settings)
            .build()
            .snapshot(),
        VOCABULARY);
  }

  /** More numbers than a block of the reader has. */
  @Test
  void largeNetworksComeBack() {
    NetworkSnapshot network = SmallNetworks.network(Variant.LSTM, 1, 9_000).snapshot();
    assertThat(network.parameters()).hasSizeGreaterThan(1 << 16);
    assertComesBack(network, 9_000);
  }

  private void assertComesBack(NetworkSnapshot network, int vocabularySize) {
    write(network);
    assertThat(files.read(NetworkEnds.text(vocabularySize))).isEqualTo(network);
  }

  private void write(NetworkSnapshot network) {
    files.write(
        network,
        new ModelDescription(
            3, null, null, 0, null, null, null, null, null, null, null, null, null, null, null, 0,
            0, 0, 0, null, null, null));
  }

  /** As NumPy's {@code fromfile(…, "<f4")} reads them. */
  @Test
  void parametersAreNumbersOneAfterTheOther() throws IOException {
    NetworkSnapshot network = SmallNetworks.network(Variant.LSTM, 1, VOCABULARY).snapshot();
    write(network);
    byte[] bytes = Files.readAllBytes(folder.resolve("parameters.bin"));
    float[] numbers = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    assertThat(numbers).containsExactly(network.parameters());
  }

  /** What this project wrote with Deeplearning4j. Only training needs what is left out. */
  @ParameterizedTest
  @EnumSource(names = {"LSTM", "PEEPHOLES", "GRU_BEFORE", "GRU_AFTER", "ELMAN"})
  void aFileOfDeeplearning4jIsRead(Variant variant) throws IOException {
    NetworkSnapshot network = SmallNetworks.network(variant, 3, VOCABULARY).snapshot();
    ModelSerializer.writeModel(
        SmallNetworks.asDl4j(variant, network), folder.resolve("network.zip").toFile(), true);
    assertThat(readZip()).isEqualTo(network);
  }

  @Test
  void tiedEmbeddingsAndDropoutInAFileOfDeeplearning4jAreRead() throws IOException {
    NetworkSpecification specification =
        SmallNetworks.specification(
            Variant.LSTM,
            VOCABULARY,
            new FixedSchedule(0.1),
            Map.of(
                "model.layers", "2",
                "model.tie-embeddings", "true",
                "model.embedding-size", "7",
                "model.dropout", "0.3"));
    ModelSerializer.writeModel(
        SmallNetworks.dl4j(specification), folder.resolve("network.zip").toFile(), true);
    NetworkSnapshot expected = specification.build().snapshot();
    NetworkSnapshot read = readZip();
    assertThat(read.parameters()).containsExactly(expected.parameters());
    assertThat(read.shapes()).isEqualTo(expected.shapes());
    assertThat(read.description()).doesNotContain("keep");
  }

  @ParameterizedTest
  @EnumSource(names = {"STOCK_LSTM", "STOCK_ELMAN"})
  void layersOfDeeplearning4jsOwnAreNamed(Variant variant) throws IOException {
    NetworkSnapshot network = SmallNetworks.network(variant, 1, VOCABULARY).snapshot();
    ModelSerializer.writeModel(
        SmallNetworks.asDl4j(variant, network), folder.resolve("network.zip").toFile(), true);
    assertThatThrownBy(this::readZip)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "network.zip",
            "is Deeplearning4j's own",
            "training.kernels = stock",
            "train the model again");
  }

  private NetworkSnapshot readZip() {
    return Dl4jFile.read(
        storage,
        new org.apache.hadoop.fs.Path("file:" + folder.resolve("network.zip")),
        VOCABULARY);
  }

  /** Digests do not help against somebody who writes them too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "units" : 7           | "units" : -7          | gives -7
          "units" : 7           | "units" : 1000000     | reads 7 numbers but the layer before it gives 1000000
          7                     | 20000000              | but the layers in specification.json have
          7                     | 700000000             | but must have between 1 and 2147483647
          "vocabularySize" : 11 | "vocabularySize" : 12 | the first layer knows 12 tokens but the vocabulary has 11
          "classes" : 11        | "classes" : 12        | the last layer knows 12 tokens but the vocabulary has 11
          "tiedTo" : null       | "tiedTo" : "0_E"      | there is no table of that name
          "token-recurrent"     | "embedding"           | Missing creator property
          "softmax"             | "javax.swing.JLabel"  | javax.swing.JLabel
          "head"                | "heads"               | Missing creator property
          "labelSmoothing" : 0.0 | "labelSmoothing" : 2.0 | must lie in [0, 1)
          """)
  void layersThatDoNotFitAreNamed(String from, String to, String message) throws IOException {
    write(SmallNetworks.network(Variant.LSTM, 1, VOCABULARY).snapshot());
    String text = Files.readString(folder.resolve("specification.json"));
    assertThat(text).contains(from);
    rewrite("specification.json", text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> files.read(NetworkEnds.text(VOCABULARY)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("specification.json", message, "publish the model again");
  }

  @ParameterizedTest
  @CsvSource({"null", "[]", "''", "'{'", "7"})
  void whatIsNoSpecificationIsNamed(String text) throws IOException {
    write(SmallNetworks.network(Variant.LSTM, 1, VOCABULARY).snapshot());
    rewrite("specification.json", text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> files.read(NetworkEnds.text(VOCABULARY)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("specification.json describes no network of this project");
  }

  @Test
  void aSpecificationThatIsTooLongOrTooDeepIsNotRead() throws IOException {
    write(SmallNetworks.network(Variant.LSTM, 1, VOCABULARY).snapshot());
    rewrite("specification.json", " ".repeat(2 << 20).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> files.read(NetworkEnds.text(VOCABULARY)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("specification.json has more than 1,048,576 bytes");
    rewrite(
        "specification.json",
        ("{\"layers\" : " + "[".repeat(500_000)).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> files.read(NetworkEnds.text(VOCABULARY)))
        .isInstanceOf(InputException.class);
  }

  /** Nothing is allocated before the file is as long as its layers say. */
  @ParameterizedTest
  @CsvSource({"-1", "1", "-4", "4"})
  void parametersThatAreTooFewOrTooManyAreNamed(int more) throws IOException {
    write(SmallNetworks.network(Variant.LSTM, 1, VOCABULARY).snapshot());
    byte[] whole = Files.readAllBytes(folder.resolve("parameters.bin"));
    rewrite("parameters.bin", Arrays.copyOf(whole, whole.length + more));
    assertThatThrownBy(() -> files.read(NetworkEnds.text(VOCABULARY)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "parameters.bin has %,d bytes but the layers in specification.json have %,d parameters"
                .formatted(whole.length + more, whole.length / 4));
  }

  private void rewrite(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
    Files.deleteIfExists(folder.resolve("." + name + ".crc"));
  }
}
