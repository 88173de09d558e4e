package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.ConfigLoader;
import org.ravel.config.StoredConfig;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelOrigin;
import org.ravel.model.Vocabularies;
import org.ravel.report.ProvenanceTable;
import org.ravel.report.TrainingProvenance;
import org.ravel.report.TrainingProvenance.Outcome;
import org.ravel.sequence.Scaling;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingEvents.Round;

class ProvenanceReaderTest {
  private static final String CONFIGURATION =
      ConfigLoader.load(
              "test",
              "output = \"hdfs:///books\"",
              Map.of("model.hidden-size", "64", "training.epochs", "3", "averaging.workers", "4"))
          .text();

  @TempDir Path folder;
  private Vocabulary vocabulary;

  @BeforeEach
  void makeVocabulary() {
    vocabulary = Vocabularies.of(folder, "abcdefg", false);
  }

  /** Two rounds an epoch, of 1000 tokens in 5 seconds; the validation after them takes 2. */
  private static String metrics(double... validationLosses) {
    StringBuilder lines = new StringBuilder();
    double best = Double.POSITIVE_INFINITY;
    double seconds = 0;
    for (int epoch = 1; epoch <= validationLosses.length; epoch++) {
      for (int half = 1; half >= 0; half--) {
        seconds += 5;
        lines.append(
            MetricsFile.line(
                new Round(
                    epoch - half / 2.0,
                    2L * epoch - half,
                    2,
                    0.01,
                    1000,
                    200,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    seconds),
                Task.LANGUAGE_MODEL));
      }
      seconds += 2;
      double loss = validationLosses[epoch - 1];
      boolean better = loss < best;
      best = Math.min(best, loss);
      lines.append(
          MetricsFile.line(
              new Measured(
                  epoch,
                  2L * epoch,
                  OptionalDouble.of(loss),
                  Map.of(),
                  Math.log(8),
                  better,
                  seconds,
                  ""),
              Task.LANGUAGE_MODEL));
    }
    return lines.toString();
  }

  private TrainingProvenance provenance(ModelOrigin origin, String metrics, Double loss) {
    return provenance(
        ModelDescription.ModelVocabularies.ofText(vocabulary),
        "language-model",
        origin,
        metrics,
        loss);
  }

  private TrainingProvenance provenance(
      ModelDescription.ModelVocabularies vocabularies,
      String task,
      ModelOrigin origin,
      String metrics,
      Double loss) {
    return provenance(CONFIGURATION, vocabularies, task, origin, metrics, loss);
  }

  private static TrainingProvenance provenance(
      String configuration,
      ModelDescription.ModelVocabularies vocabularies,
      String task,
      ModelOrigin origin,
      String metrics,
      Double loss) {
    ModelDescription model =
        ModelDescription.of(
            task,
            "LSTM, 1 × 64 units",
            12_345,
            vocabularies,
            "shard digest",
            new ModelDescription.TrainingCourse(
                1, 2, 4, loss == null ? OptionalDouble.empty() : OptionalDouble.of(loss)),
            Map.of("ravel", "1.2.3"),
            origin);
    return ProvenanceReader.provenance(
        StoredConfig.parse("test", configuration),
        configuration,
        Optional.of(model),
        Optional.ofNullable(vocabularies.tokens()),
        MetricsSummary.of(metrics),
        null);
  }

  private static ModelOrigin origin() {
    return new ModelOrigin(null, null, 128, "input digest", 3, 9_000, 1, Map.of("train", 8_000L));
  }

  @Test
  void theModelsOwnFiguresAreShown() {
    TrainingProvenance training = provenance(origin(), metrics(1.9, 1.5, 1.7), 1.5);

    assertThat(training.changes())
        .extracting(StoredConfig.Change::key)
        .containsExactly("averaging.workers", "model.hidden-size", "training.epochs");
    assertThat(training.network().hiddenSize()).isEqualTo(64);
    assertThat(training.averaging().workers()).isEqualTo(4);
    assertThat(training.course().outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(training.course().epochs()).isEqualTo(3);
    assertThat(training.course().rounds()).isEqualTo(6);
    assertThat(training.course().tokens()).isEqualTo(6000);
    assertThat(training.course().seconds()).isEqualTo(36);
    assertThat(training.course().tokensPerSecond()).isEqualTo(200);
    assertThat(training.best().validationLoss()).isEqualTo(1.5);
    assertThat(training.best().epoch()).isEqualTo(2);
    assertThat(training.best().round()).isEqualTo(4);
    assertThat(training.best().validations()).isEqualTo(3);
    assertThat(ProvenanceTable.training(training))
        .containsEntry("network", "LSTM, 1 × 64 units")
        .containsEntry("started from", "random parameters")
        .containsEntry("workers", "4")
        .containsEntry("outcome", "finished")
        .containsEntry("epochs", "3 of 3")
        .containsEntry("targets trained", "6,000 tokens")
        .containsEntry("targets per second", "200.0 tokens")
        .containsEntry("validation loss", "1.5000 nats per token (perplexity 4.482)")
        .containsEntry("at", "epoch 2, round 4")
        .containsEntry("tokenizer", "character, documents: none")
        .containsEntry("source files", "3, 9,000 bytes")
        .containsEntry("targets by split", "train 8,000 tokens")
        .containsEntry("source files' digest", "input digest")
        .containsEntry("trained by ravel", "1.2.3")
        .doesNotContainValue("not recorded");
  }

  @ParameterizedTest
  @CsvSource({"evolution, none: evolution by cma-es", "hessian-free, none: hessian-free"})
  void whatHasNoUpdaterHasNoLearningRate(String method, String updater) {
    TrainingProvenance training =
        provenance(
            "%s%ntraining.method = %s%ntraining.evolution.search = cma-es%n"
                .formatted(CONFIGURATION, method),
            ModelDescription.ModelVocabularies.ofText(vocabulary),
            "language-model",
            origin(),
            metrics(1.9),
            1.9);
    assertThat(ProvenanceTable.training(training))
        .containsEntry("updater", updater)
        .doesNotContainKeys("learning rate", "clipping")
        .doesNotContainValue("not recorded");
  }

  @Test
  void whatAnOlderVersionDidNotRecordIsSaidToBeNotRecorded() {
    TrainingProvenance training = provenance(null, "", null);

    assertThat(ProvenanceTable.training(training))
        .containsEntry("network", "LSTM, 1 × 64 units")
        .containsEntry("workers", "4")
        .containsEntry("vocabulary", "8")
        .containsEntry("shards' digest", "shard digest")
        .containsEntry("started from", "not recorded")
        .containsEntry("source files", "not recorded")
        .containsEntry("targets trained", "not recorded")
        .containsEntry("outcome", "not recorded")
        .containsEntry("validation loss", "not recorded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ngram", "mixture"})
  void whatIsNoNetworkWasNotTrainedAsOne(String kind) {
    String text =
        ConfigLoader.load("test", "", Map.of("model.kind", kind, "averaging.workers", "4")).text();
    TrainingProvenance training =
        provenance(
            text,
            ModelDescription.ModelVocabularies.ofText(vocabulary),
            "language-model",
            origin(),
            "",
            1.5);

    assertThat(ProvenanceTable.training(training))
        .containsEntry("parameters", "12,345")
        .containsEntry("validation loss", "1.5000 nats per token (perplexity 4.482)");
    assertThat(ProvenanceTable.training(training))
        .extractingByKeys(
            "embedding", "dropout", "started from", "updater", "learning rate", "workers")
        .containsOnly("not recorded");
  }

  @Test
  void aTrainingThatStoppedEarlyIsNamed() {
    assertThat(provenance(origin(), metrics(1.5, 1.7), 1.5).course().outcome())
        .isEqualTo(Outcome.STOPPED_EARLY);
  }

  @Test
  void aModelAboveTheUniformBaselineHasDiverged() {
    TrainingProvenance training = provenance(origin(), metrics(5.0, 4.0, 6.0), 4.0);

    assertThat(training.course().outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(training.best().validationsAboveUniform()).isEqualTo(3);
    assertThat(ProvenanceTable.training(training).get("validation loss"))
        .endsWith("above the uniform baseline's 2.079");
  }

  @Test
  void ofLabelsTheUniformBaselineGuessesAmongThem() {
    Vocabulary labels = Vocabularies.of(folder, "AB", false);
    TrainingProvenance training =
        provenance(
            new ModelDescription.ModelVocabularies(vocabulary, null, null, null, null, labels),
            "labelling",
            origin(),
            metrics(1.5, 1.0, 1.2),
            1.0);

    assertThat(training.best().uniformLoss()).isEqualTo(Math.log(3));
    assertThat(training.best().validationsAboveUniform()).isEqualTo(2);
    assertThat(ProvenanceTable.training(training))
        .containsEntry("validation loss", "1.0000 nats per label")
        .containsEntry("targets trained", "6,000 labels")
        .containsEntry("targets by split", "train 8,000 labels")
        .containsEntry("carried state", "no")
        .allSatisfy((name, value) -> assertThat(value).doesNotContain("token", "perplexity"));
  }

  /** A model that reads numbers has no vocabulary: that is known, and not merely unrecorded. */
  @Test
  void ofNumbersThereIsNoVocabulary() {
    TrainingProvenance training =
        provenance(
            new ModelDescription.ModelVocabularies(
                null, null, Scaling.none(6), null, null, Vocabularies.of(folder, "AB", false)),
            "labelling",
            origin(),
            metrics(1.5, 1.0, 1.2),
            1.0);

    assertThat(ProvenanceTable.training(training))
        .containsEntry("vocabulary", "none: steps of 6 real numbers")
        .containsEntry("tokenizer", "none")
        .doesNotContainValue("not recorded");
  }

  /** Its targets are tokens, as those of a language model, but not of a stream. */
  @Test
  void aTranslationIsNoStream() {
    Vocabulary targets = Vocabularies.of(folder, "AB", true);
    TrainingProvenance training =
        provenance(
            new ModelDescription.ModelVocabularies(vocabulary, null, null, null, null, targets),
            "translation",
            origin(),
            metrics(1.5, 1.0, 1.2),
            1.0);

    assertThat(ProvenanceTable.training(training))
        .containsEntry("validation loss", "1.0000 nats per token (perplexity 2.718)")
        .containsEntry("carried state", "no")
        .hasEntrySatisfying(
            "sequence length", value -> assertThat(value).endsWith("steps at most"));
  }

  @Test
  void whatWasNoFiniteNumberIsKept() {
    String metrics = metrics(1.9) + MetricsFile.diverged(1.2, 3, "the training loss is NaN");

    assertThat(ProvenanceTable.training(provenance(origin(), metrics, 1.9)))
        .containsEntry("outcome", "diverged: the training loss is NaN");
  }
}
