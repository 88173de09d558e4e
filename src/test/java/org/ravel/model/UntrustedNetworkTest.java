package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.NetworkSnapshot;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** Files of Deeplearning4j that somebody has crafted, digests and all: nothing in them is run. */
class UntrustedNetworkTest {
  private static final String GADGET = "org.ravel.model.Gadget$Initialised";

  @TempDir Path folder;

  private final ModelStore store = new ModelStore(new Storage(new Configuration()));
  private Map<String, byte[]> entries;
  private long parameters;

  @BeforeEach
  void publish() throws IOException {
    Vocabulary vocabulary = Vocabularies.of(folder, "abcdefgh", true);
    NetworkSnapshot network = SmallNetworks.network(Variant.LSTM, 1, vocabulary.size()).snapshot();
    parameters = network.parameters().length;
    ModelDescription description =
        ModelDescription.of(
            "language-model",
            "LSTM",
            parameters,
            ModelDescription.ModelVocabularies.ofText(vocabulary),
            "shards",
            new ModelDescription.TrainingCourse(1, 1, 1, OptionalDouble.empty()),
            Map.of(),
            null);
    store.publish(
        new TrainedModel(network, vocabulary, null, null, null, description, ""),
        path("model"),
        false);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    MultiLayerNetwork theirs = SmallNetworks.asDl4j(Variant.LSTM, network);
    // Now the updater has a state.
    theirs.getUpdater();
    ModelSerializer.writeModel(theirs, zip, true);
    entries = unzip(zip.toByteArray());
  }

  @Test
  void theUntouchedEntriesAreAModel() throws IOException {
    assertThat(entries.keySet())
        .containsExactly("configuration.json", "coefficients.bin", "updaterState.bin");
    replaceNetwork(zip(entries));
    assertThat(store.load(path("model")).network().parameters()).hasSize((int) parameters);
  }

  /** As models of formats 1 and 2 have them. */
  @Test
  void layersHadAnotherPackage() throws IOException {
    String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
    String old = json.replace("org.ravel.dl4j.layer.", "org.ravel.layer.");
    assertThat(old).isNotEqualTo(json).doesNotContain("dl4j.layer");
    entries.put("configuration.json", old.getBytes(StandardCharsets.UTF_8));
    replaceNetwork(zip(entries));
    assertThat(store.load(path("model")).network().parameters()).hasSize((int) parameters);
  }

  @Test
  void anObjectOfJavaIsNotDeserialised() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Gadget());
    }
    entries.put("preprocessor.bin", bytes.toByteArray());
    loadAnyhow();
    assertThat(Gadget.Traces.deserialised).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.swing.JEditorPane",
        "com.sun.rowset.JdbcRowSetImpl",
        "org.apache.commons.lang3.Range",
        "org.ravel.layers.Lstm",
        "org.ravel.model.ModelStore",
        GADGET,
      })
  void aForeignClassIsNamedAndNotLoaded(String name) throws IOException {
    changeConfiguration("\"org.ravel.dl4j.layer.Lstm\"", '"' + name + '"');
    assertRefused(name + " stands for a layer of this project");
    assertThat(Gadget.Traces.initialised).isFalse();
  }

  @Test
  void aForeignClassInAnArrayIsNotLoaded() throws IOException {
    // Jackson takes ["class", {…}] where it expects {"@class": "class", …}.
    changeConfiguration("\"idropout\" : null", "\"idropout\" : [\"%s\", {}]".formatted(GADGET));
    loadAnyhow();
    assertThat(Gadget.Traces.initialised).isFalse();
  }

  @Test
  void aForeignClassBesideAGoodOneIsNotLoaded() throws IOException {
    // A tree of JSON keeps the last of two values of a key; Jackson's binding takes the first.
    changeConfiguration(
        "\"@class\" : \"org.ravel.dl4j.layer.Lstm\"",
        "\"@class\" : \"%s\", \"@class\" : \"org.ravel.dl4j.layer.Lstm\"".formatted(GADGET));
    assertRefused("Duplicate field '@class'");
    assertThat(Gadget.Traces.initialised).isFalse();
  }

  @Test
  void aForeignClassAsAParameterOfATypeIsNotLoaded() throws IOException {
    String generic = "org.ravel.dl4j.layer.Lstm<%s>".formatted(GADGET);
    changeConfiguration("org.ravel.dl4j.layer.Lstm", generic);
    assertRefused("Lstm<%s> stands for a recurrent layer".formatted(GADGET));
    assertThat(Gadget.Traces.initialised).isFalse();
  }

  @Test
  void aForeignClassInAnOldFormatIsNotLoaded() throws IOException {
    changeConfiguration(
        "\"weightInitFn\" : {\n        \"@class\" : \"org.deeplearning4j.nn.weights.WeightInitConstant\",\n        \"value\" : 0.0\n      }",
        "\"weightInit\" : \"DISTRIBUTION\", \"dist\" : {\"type\" : \"%s\"}".formatted(GADGET));
    loadAnyhow();
    assertThat(Gadget.Traces.initialised).isFalse();
  }

  @Test
  void aConfigurationThatIsTooLongIsNotRead() throws IOException {
    entries.put("configuration.json", " ".repeat(3 << 20).getBytes(StandardCharsets.UTF_8));
    assertRefused("configuration.json has more than 1,048,576 bytes");
  }

  @Test
  void aConfigurationThatIsTooDeepIsNotRead() throws IOException {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    changeConfiguration("\"idropout\" : null", "\"idropout\" : " + deep);
    assertRefused("nesting depth");
  }

  @Test
  void parametersThatTheFileCannotHoldAreNotAllocated() throws IOException {
    changeConfiguration("\"nout\" : 7", "\"nout\" : 1000000");
    changeConfiguration("\"nin\" : 7", "\"nin\" : 1000000");
    assertRefused("parameters", "bytes of network.zip cannot hold");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "nout" : 7            | "nout" : -7           | gives -7
          "nout" : 7            | "nout" : 4294967296   | nout of a layer is 4294967296
          "nin" : 7             | "nin" : 70            | reads 70 numbers but the layer before it gives 7
          "vocabularySize" : 10 | "vocabularySize" : 9  | the first layer knows 9 tokens but the vocabulary has 10
          "nout" : 10           | "nout" : 11           | the last layer knows 11 tokens but the vocabulary has 10
          "embeddingDistance" : 0 | "embeddingDistance" : 1 | there is no table of that name and shape [10, 7]
          """)
  void layersThatDoNotFitAreNamed(String from, String to, String message) throws IOException {
    changeConfiguration(from, to);
    assertRefused(message);
  }

  @Test
  void aLengthThatIsNotTheConfigurationsIsNotAllocated() throws IOException {
    String entry = "coefficients.bin";
    long length = parameters;
    entries.put(entry, header(1, 1L << 40, 1L << 40));
    assertRefused(
        "%s has rank 2 and the shape [1, %d] but must have 2 and [1, %d]"
            .formatted(entry, 1L << 40, length));
    entries.put(entry, header(1, length, 1L << 40));
    assertRefused("%s has %d numbers but must have %d".formatted(entry, 1L << 40, length));
    entries.put(entry, header(1, length, 4));
    assertRefused("%s has 4 numbers but must have %d".formatted(entry, length));
  }

  @Test
  void aTypeThatIsNotTheConfigurationsIsNamed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Nd4j.write(
        Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.DOUBLE, 1, parameters),
        new DataOutputStream(bytes));
    entries.put("coefficients.bin", bytes.toByteArray());
    assertRefused("coefficients.bin holds DOUBLE but must hold FLOAT");
  }

  @Test
  void numbersThatAreTooFewOrTooManyAreNamed() throws IOException {
    byte[] whole = entries.get("coefficients.bin");
    entries.put("coefficients.bin", Arrays.copyOf(whole, whole.length - 1));
    assertRefused("coefficients.bin is cut off");
    entries.put("coefficients.bin", Arrays.copyOf(whole, whole.length + 1));
    assertRefused("coefficients.bin goes on after its last number");
  }

  @Test
  void aMissingOrMisplacedEntryIsNamed() throws IOException {
    byte[] configuration = entries.remove("configuration.json");
    assertRefused("begins with coefficients.bin but must hold configuration.json");
    entries.put("configuration.json", configuration);
    assertRefused("begins with coefficients.bin but must hold configuration.json");
    entries.clear();
    entries.put("configuration.json", configuration);
    assertRefused(
        "ends after configuration.json but must hold configuration.json, then coefficients.bin");
  }

  @Test
  void whatIsNoZipIsNamed() throws IOException {
    replaceNetwork(new byte[1000]);
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("network.zip is empty or no zip file");
    byte[] whole = zip(entries);
    replaceNetwork(Arrays.copyOf(whole, whole.length / 3));
    assertThatThrownBy(() -> store.load(path("model"))).isInstanceOf(InputException.class);
  }

  @Test
  void aDescriptionThatIsTooLongIsNotRead() throws IOException {
    Path file = folder.resolve("model/model.json");
    write(file, (Files.readString(file) + " ".repeat(2 << 20)).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model.json has more than 1,048,576 bytes");
  }

  private void assertRefused(String... messages) throws IOException {
    replaceNetwork(zip(entries));
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("network.zip")
        .hasMessageContainingAll(messages);
  }

  private void loadAnyhow() throws IOException {
    replaceNetwork(zip(entries));
    try {
      store.load(path("model"));
    } catch (InputException refused) {
      assertThat(refused).hasMessageContaining("network.zip");
    }
  }

  private void changeConfiguration(String from, String to) {
    String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
    assertThat(json).contains(from);
    int place = json.indexOf(from);
    json = json.substring(0, place) + to + json.substring(place + from.length());
    entries.put("configuration.json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** An array's header as ND4J writes it, without the numbers. */
  private static byte[] header(long rows, long columns, long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("LONG_SHAPE");
    out.writeLong(8);
    out.writeUTF("LONG");
    for (long value : new long[] {2, rows, columns, 1, 1, 8192, 1, 'c'}) {
      out.writeLong(value);
    }
    out.writeUTF("LONG_SHAPE");
    out.writeLong(length);
    out.writeUTF("FLOAT");
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** With the digest that an attacker would write as well. */
  private void replaceNetwork(byte[] zip) throws IOException {
    Path description = folder.resolve("model/model.json");
    String json =
        Files.readString(description)
            .replace("\"format\" : 3", "\"format\" : 2")
            .replaceFirst(
                "\"networkDigest\" : \"[0-9a-f]{64}\"",
                "\"networkDigest\" : \"%s\"".formatted(Sha256.of(new ByteArrayInputStream(zip))));
    write(description, json.getBytes(StandardCharsets.UTF_8));
    write(folder.resolve("model/network.zip"), zip);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path("file:" + folder.resolve(name));
  }
}
