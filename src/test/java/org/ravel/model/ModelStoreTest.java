package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.NGramConfig.Smoothing;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;
import org.ravel.mixture.MixtureModel;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.ngram.NGramModel;
import org.ravel.ngram.counting.LocalCounting;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.testing.Folders;

class ModelStoreTest {
  @TempDir Path folder;

  private final ModelStore store = new ModelStore(new Storage(new Configuration()));

  @Test
  void aModelComesBackAsItWas() {
    TrainedModel model = model();
    store.publish(model, path("model"), false);
    TrainedModel read = store.load(path("model"));
    assertThat(read.network()).isEqualTo(model.network());
    assertThat(read.description())
        .usingRecursiveComparison()
        .ignoringFields("specificationDigest", "networkDigest")
        .isEqualTo(model.description());
    assertThat(read.description().networkDigest()).matches("[0-9a-f]{64}");
    assertThat(read.description().specificationDigest()).matches("[0-9a-f]{64}");
    assertThat(read.vocabulary().digest()).isEqualTo(model.vocabulary().digest());
    assertThat(read.configuration()).isEqualTo("seed = 1\n");
    assertThat(Folders.names(folder.resolve("model")))
        .containsExactly(
            "config.conf",
            "model.json",
            "parameters.bin",
            "specification.json",
            "vocabulary.jsonl");
  }

  @Test
  void nGramsComeBackAndAreNoNetwork() throws IOException {
    TrainedModel network = model();
    int tokens = network.vocabulary().size();
    Path file = folder.resolve("counted.bin");
    int[] text = {2, 3, 2, 3, 4};
    Files.write(
        file, new LocalCounting(List.of(text), 2, Smoothing.WITTEN_BELL, tokens, -1).file(1, 1, 1));
    NGramModel counted =
        new NGramModel(
            new Storage(new Configuration()),
            path("counted.bin"),
            Sha256.of(Files.newInputStream(file)));
    store.publish(
        new TrainedModel(
            counted, network.vocabulary(), null, null, null, network.description(), "seed = 1\n"),
        path("model"),
        false);
    TrainedModel read = store.load(path("model"));
    assertThat(read.description().format()).isEqualTo(ModelDescription.NGRAM_FORMAT);
    assertThat(read.description().networkDigest()).isEqualTo(counted.digest());
    assertThat(Files.readAllBytes(folder.resolve("model/ngrams.bin")))
        .isEqualTo(Files.readAllBytes(file));
    try (Predictor predictor = read.predictors().get()) {
      assertThat(predictor.vocabularySize()).isEqualTo(tokens);
    }
    assertThatThrownBy(read::network)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("this needs a network, but the model is a ");
    alter("ngrams.bin", bytes -> bytes[bytes.length - 1] ^= 1);
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ngrams.bin has SHA-256");
  }

  @Test
  void aMixtureHasItsModelsInItsFolderAndVerifiesThem() throws IOException {
    TrainedModel one = model();
    store.publish(one, path("one"), false);
    one.network().parameters()[0] += 2;
    store.publish(one, path("two"), false);
    MixtureModel mixture =
        MixtureModel.even(
                List.of(
                    store.part(path("one"), store.load(path("one"))),
                    store.part(path("two"), store.load(path("two")))))
            .weighted(new double[] {0.25, 0.75});
    TrainedModel mixed =
        new TrainedModel(
            mixture, one.vocabulary(), null, null, null, one.description(), "seed = 1\n");
    store.publish(mixed, path("model"), false);

    assertThat(store.files(path("model")))
        .allMatch(ModelStore::isFile)
        .contains("mixture.json", "model.json", "model-1/parameters.bin", "model-2/model.json");
    MixtureModel read = (MixtureModel) store.load(path("model")).predictors();
    assertThat(read.weights()).containsExactly(0.25, 0.75);
    assertThat(read.parameters()).isEqualTo(2L * one.network().parameters().length);
    assertThat(read.parts().get(1).predictors()).isEqualTo(one.network());
    assertThat(store.load(path("model")).description().format())
        .isEqualTo(ModelDescription.MIXTURE_FORMAT);
    assertThatThrownBy(() -> store.load(path("model")).network())
        .isInstanceOf(ConfigurationException.class);

    // Another model in the place of one that was read is not copied as that one.
    one.network().parameters()[0] += 2;
    store.publish(one, path("two"), true);
    assertThatThrownBy(() -> store.publish(mixed, path("other"), false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another model stands in its place");
    assertThat(Folders.names(folder)).doesNotContain("other");

    alter("model-2/parameters.bin", bytes -> bytes[5] ^= 1);
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model-2/parameters.bin has SHA-256");
    assertThatThrownBy(() -> store.verify(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model-2/parameters.bin has SHA-256");
    alter("model-2/parameters.bin", bytes -> bytes[5] ^= 1);
    store.verify(path("model"));
    alter("mixture.json", bytes -> bytes[bytes.length - 1] ^= 1);
    assertThatThrownBy(() -> store.verify(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mixture.json has SHA-256");
  }

  /** A mixture may have models of many gigabytes: once for their digests, once for themselves. */
  @Test
  void theModelsOfAMixtureAreReadTwice() throws IOException {
    TrainedModel one = model();
    store.publish(one, path("one"), false);
    MixtureModel.Part part = store.part(path("one"), store.load(path("one")));
    store.publish(
        new TrainedModel(
            MixtureModel.even(List.of(part, part)),
            one.vocabulary(),
            null,
            null,
            null,
            one.description(),
            "seed = 1\n"),
        path("model"),
        false);
    long files = 0;
    for (String name : store.files(path("model"))) {
      files += Files.size(folder.resolve("model").resolve(name));
    }
    long before = bytesRead();
    store.load(path("model"));
    long read = bytesRead() - before;
    assertThat((double) read / files).isBetween(1.5, 2.6);
  }

  private static long bytesRead() {
    return FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesRead");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"parts\": []}",
        "{}",
        "{\"parts\": [{\"folder\": \"../a\", \"weight\": 1, \"modelDigest\": \"x\"}]}",
        "{\"parts\": [{\"weight\": 1, \"modelDigest\": \"x\"}]}",
        "{\"parts\": [{\"folder\": \"model-1\", \"weight\": 0.5, \"modelDigest\": \"x\"}]}",
        "{\"parts\": [{\"folder\": \"model-1\", \"weight\": 2}, {\"folder\": \"model-2\", \"weight\": -1}]}",
      })
  void weightsThatAreNoneAreRefused(String json) throws IOException {
    MixtureFile file = new ObjectMapper().readValue(json, MixtureFile.class);
    assertThatThrownBy(() -> file.require("mixture.json"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mixture.json names");
  }

  @Test
  void aModelThatExistsIsReplacedOnlyIfAsked() {
    TrainedModel model = model();
    store.publish(model, path("model"), false);
    assertThatThrownBy(() -> store.publish(model, path("model"), false))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("model exists already");
    model.network().parameters()[0] += 2;
    store.publish(model, path("model"), true);
    assertThat(store.load(path("model")).network().parameters())
        .isEqualTo(model.network().parameters());
    assertThat(Folders.names(folder))
        .filteredOn(name -> !name.contains("vocabulary"))
        .containsExactly("model");
  }

  @Test
  void noModelIsNamed() {
    assertThatThrownBy(() -> store.load(path("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.resolve("none").toString())
        .hasMessageContaining("holds no model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"specification.json", "parameters.bin", "vocabulary.jsonl"})
  void anAlteredPartIsNamedWithBothDigests(String part) throws IOException {
    store.publish(model(), path("model"), false);
    ModelDescription description = store.load(path("model")).description();
    alter(part, bytes -> bytes[bytes.length / 2] ^= 1);
    assertAltered(part, description);
  }

  @ParameterizedTest
  @ValueSource(strings = {"specification.json", "parameters.bin", "vocabulary.jsonl"})
  void aPartThatIsCutOffIsNamedWithBothDigests(String part) throws IOException {
    store.publish(model(), path("model"), false);
    ModelDescription description = store.load(path("model")).description();
    Path file = folder.resolve("model").resolve(part);
    byte[] bytes = Files.readAllBytes(file);
    replace(file, Arrays.copyOf(bytes, bytes.length - 10));
    assertAltered(part, description);
  }

  private void assertAltered(String part, ModelDescription description) {
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(part)
        .hasMessageContaining(
            switch (part) {
              case "specification.json" -> description.specificationDigest();
              case "parameters.bin" -> description.networkDigest();
              default -> description.vocabularyDigest();
            })
        .hasMessageContaining("altered or cut off")
        .hasMessageMatching("(?s).*SHA-256 [0-9a-f]{64} but .* [0-9a-f]{64}.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"specification.json", "parameters.bin", "vocabulary.jsonl", "config.conf"})
  void aMissingPartIsNamed(String part) throws IOException {
    store.publish(model(), path("model"), false);
    Files.delete(folder.resolve("model").resolve(part));
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(part)
        .hasMessageContaining("does not exist");
  }

  @Test
  void aDescriptionThatIsNoJsonIsNamed() throws IOException {
    store.publish(model(), path("model"), false);
    Path file = folder.resolve("model/model.json");
    replace(file, Arrays.copyOf(Files.readAllBytes(file), 40));
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model.json is not a model description");
  }

  /** Models of format 1 do not say what they were trained on. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void olderFormatsAreStillRead(int format) throws IOException {
    TrainedModel model = model();
    store.publish(model, path("model"), false);
    Path network = folder.resolve("model/network.zip");
    ModelSerializer.writeModel(
        SmallNetworks.asDl4j(Variant.LSTM, model.network()), network.toFile(), true);
    Path file = folder.resolve("model/model.json");
    String then =
        Files.readString(file)
            .replace("\"format\" : 3", "\"format\" : " + format)
            .replaceFirst("\"specificationDigest\" : \"[0-9a-f]*\",\\s*", "")
            .replaceFirst(
                "\"networkDigest\" : \"[0-9a-f]*\"",
                "\"networkDigest\" : \"%s\"".formatted(Sha256.of(Files.newInputStream(network))));
    if (format == 1) {
      then = then.replaceFirst("(?s),\\s*\"origin\" : \\{.*?\\}\\s*\\}", "");
    }
    replace(file, then.getBytes(StandardCharsets.UTF_8));
    for (String later : new String[] {"specification.json", "parameters.bin"}) {
      Files.delete(folder.resolve("model").resolve(later));
    }
    TrainedModel read = store.load(path("model"));
    assertThat(read.network()).isEqualTo(model.network());
    assertThat(read.description().origin() == null).isEqualTo(format == 1);
    assertThat(store.describe(path("model")).network()).isEqualTo("LSTM, 1 × 5 units");
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    store.publish(model(), path("model"), false);
    Path file = folder.resolve("model/model.json");
    replace(
        file,
        Files.readString(file)
            .replace("\"format\" : 3", "\"format\" : 14")
            .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> store.load(path("model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has format 14 but this version reads 1 to 13");
  }

  @Test
  void aPromotedModelHasTheCourseOfItsTraining() throws IOException {
    TrainedModel model = model();
    store.publish(model, path("best"), false);
    Files.writeString(folder.resolve("metrics.jsonl"), "{\"event\":\"round\"}\n");
    store.promote(path("best"), path("metrics.jsonl"), path("model"), false);
    assertThat(store.load(path("model")).network().parameters())
        .isEqualTo(model.network().parameters());
    assertThat(store.metrics(path("model"))).isEqualTo("{\"event\":\"round\"}\n");
    assertThat(store.metrics(path("best"))).isEmpty();
    assertThatThrownBy(
            () -> store.promote(path("best"), path("metrics.jsonl"), path("model"), false))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void anotherVocabularyIsRefusedWithBothDigests() {
    TrainedModel model = model();
    model.requireInput(model.vocabulary().digest(), null, "shards");
    assertThatThrownBy(() -> model.requireInput("0123", null, "hdfs:///shards"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(model.vocabulary().digest())
        .hasMessageContaining("hdfs:///shards has 0123");
  }

  private TrainedModel model() {
    Vocabulary vocabulary = Vocabularies.of(folder, "abcdefgh", true);
    NetworkSnapshot network = SmallNetworks.network(Variant.LSTM, 1, vocabulary.size()).snapshot();
    ModelDescription description =
        ModelDescription.of(
            "language-model",
            "LSTM, 1 × 5 units",
            network.parameters().length,
            ModelDescription.ModelVocabularies.ofText(vocabulary),
            "shard digest",
            new ModelDescription.TrainingCourse(4, 1.5, 6, OptionalDouble.of(1.25)),
            Map.of("ravel", "test"),
            new ModelOrigin(null, null, 64, "input digest", 3, 4_000, 1, Map.of("train", 3_500L)));
    return new TrainedModel(network, vocabulary, null, null, null, description, "seed = 1\n");
  }

  private void alter(String part, Consumer<byte[]> change) throws IOException {
    Path file = folder.resolve("model").resolve(part);
    byte[] bytes = Files.readAllBytes(file);
    change.accept(bytes);
    replace(file, bytes);
  }

  /** Without the checksum that Hadoop's local file system has beside each file. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path("file:" + folder.resolve(name));
  }
}
