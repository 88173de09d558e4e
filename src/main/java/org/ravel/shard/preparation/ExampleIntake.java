package org.ravel.shard.preparation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.config.StepKind;
import org.ravel.config.Task;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Tokenizer;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularySelection;
import org.ravel.error.InputException;
import org.ravel.example.ExampleCounting;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.ExampleFiles;
import org.ravel.example.ExampleTable;
import org.ravel.example.ExampleTokenizers;
import org.ravel.example.FurtherCounts;
import org.ravel.example.KnownLabels;
import org.ravel.example.NumberEncoder;
import org.ravel.example.TokenEncoder;
import org.ravel.sequence.Scaling;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;

/**
 * Independent examples out of rows. The rows are counted first, which gives each its place; then
 * the tokens and labels of the training split; then the examples are encoded and written.
 */
final class ExampleIntake implements Intake {
  private final SparkSession session;
  private final JavaSparkContext spark;
  private final Storage storage;
  private final RavelConfig config;

  /** Which of the listed files are which split. */
  private ExampleFiles listed;

  /** Of real numbers that are read; null to count it. */
  private Scaling scaling;

  /** Of real numbers that are predicted; null to count it. */
  private Scaling targetScaling;

  ExampleIntake(SparkSession session, Storage storage, RavelConfig config) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.storage = storage;
    this.config = config;
  }

  @Override
  public Map<String, Vocabulary> given() {
    GivenVocabulary from = new GivenVocabulary(storage, "vocabulary.from");
    String place = config.vocabulary().from();
    Map<String, Vocabulary> given = new HashMap<>();
    Tokenizer tokenizer = ExampleTokenizers.of(config.corpus()).source();
    boolean shared = config.targetVocabulary().shared();
    Vocabulary tokens =
        from.tokens(
            ShardSchemas.VOCABULARY,
            place,
            tokenizer,
            shared ? ExampleTable.TARGETS : Documents.NONE);
    given.put(ShardSchemas.VOCABULARY, tokens);
    given.put(ShardSchemas.CHARACTERS, from.characters(place));
    GivenVocabulary ofTargets = new GivenVocabulary(storage, "target-vocabulary.from");
    String targets = config.targetVocabulary().from();
    if (hasVocabulary(config)) {
      given.put(
          targetName(config),
          !isText(config)
              ? ofTargets.labels(targets, ExampleChecks.fewestLabels(config.task()))
              : shared
                  ? tokens
                  : ofTargets.tokens(targetName(config), targets, tokenizer, ExampleTable.TARGETS));
    }
    given.values().removeIf(vocabulary -> vocabulary == null);
    GivenVocabulary ofNumbers = new GivenVocabulary(storage, "scaling.from");
    if (config.corpus().steps() == StepKind.NUMBERS) {
      scaling = ofNumbers.scaling(config.scaling().from());
    }
    if (!hasVocabulary(config)) {
      targetScaling = ofNumbers.targetScaling(config.scaling().from());
    }
    return given;
  }

  /** Whether targets are text, and no labels. */
  private static boolean isText(RavelConfig config) {
    return config.task().writesText();
  }

  /** Whether targets have a vocabulary, and are no numbers. */
  private static boolean hasVocabulary(RavelConfig config) {
    return config.task() != Task.REGRESSION;
  }

  /** The name of the targets' vocabulary. */
  static String targetName(RavelConfig config) {
    return isText(config) ? ShardSchemas.TARGET_VOCABULARY : ShardSchemas.LABELS;
  }

  @Override
  public List<SourceFile> list() {
    listed = ExampleFiles.list(storage, config);
    return listed.all();
  }

  @Override
  public Counted first(List<SourceFile> files, Map<String, Vocabulary> given) {
    ExampleTable table =
        ExampleTable.open(
            session,
            listed.of(files),
            config,
            ExampleTokenizers.of(config.corpus())
                .with(
                    given.get(ShardSchemas.VOCABULARY), given.get(ShardSchemas.TARGET_VOCABULARY)));
    try {
      ExampleCounting.Given used =
          new ExampleCounting.Given(
              given.get(ShardSchemas.VOCABULARY),
              given.get(ShardSchemas.CHARACTERS),
              scaling,
              given.get(ShardSchemas.TARGET_VOCABULARY),
              targetScaling);
      ExampleCounting.Result counted =
          SparkJob.run(
              spark,
              "prepare: count tokens and labels",
              () -> ExampleCounting.count(spark, table, config, used));
      ExampleChecks checks = new ExampleChecks(config);
      checks.requireTraining(counted.chunks());
      checks.warnOfEmpty(counted.chunks());
      ExampleEncoder encoder = counted.encoder();
      if (encoder instanceof TokenEncoder tokens) {
        GivenVocabulary.requireTokens(tokens.tokens(), "vocabulary", config.vocabulary());
      }
      Map<String, Vocabulary> vocabularies = vocabularies(encoder);
      if (hasVocabulary(config)) {
        vocabularies.put(
            targetName(config), targets(counted, given.get(ShardSchemas.LABELS), checks));
      }
      return new CountedExamples(
          spark,
          config,
          table,
          counted.chunks(),
          encoder,
          counted.targetScaling(),
          vocabularies,
          null,
          null);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  private Vocabulary targets(
      ExampleCounting.Result counted, Vocabulary givenLabels, ExampleChecks checks) {
    if (isText(config)) {
      GivenVocabulary.requireTokens(
          counted.targets(), "target-vocabulary", config.targetVocabulary().ofTokens());
      return counted.targets();
    }
    Vocabulary labels =
        givenLabels == null ? VocabularySelection.labels(counted.labels()) : givenLabels;
    checks.requireLabels(labels, counted.labels());
    return labels;
  }

  @Override
  public Counted further(List<SourceFile> files, ShardSet before) {
    boolean isText = isText(config);
    Scaling targetNumbers = before.manifest().targetScaling().orElse(null);
    Vocabulary targets = targetNumbers == null ? before.targetVocabulary() : null;
    ExampleTable table =
        ExampleTable.open(
            session,
            listed.of(files),
            config,
            ExampleTokenizers.of(config.corpus())
                .with(
                    before.manifest().scaling().isPresent() ? null : before.vocabulary(),
                    isText ? targets : null));
    boolean areLabels = !isText && targets != null;
    BroadcastScope<Vocabulary> labels = !areLabels ? null : BroadcastScope.of(spark, targets);
    try {
      KnownLabels known = !areLabels ? KnownLabels.ANY : new KnownLabels(labels.broadcast());
      ExampleEncoder encoder = encoder(table, before);
      FurtherCounts counted =
          SparkJob.run(
              spark,
              "prepare: count tokens and labels",
              () ->
                  FurtherCounts.of(
                      spark,
                      table,
                      encoder,
                      known,
                      isText ? targets : null,
                      targetNumbers == null ? 0 : targetNumbers.width()));
      Map<String, Vocabulary> vocabularies = vocabularies(encoder);
      if (targets != null) {
        vocabularies.put(targetName(config), targets);
      }
      return new CountedExamples(
          spark,
          config,
          table,
          counted.chunks(),
          encoder,
          targetNumbers,
          vocabularies,
          labels,
          counted);
    } catch (RuntimeException e) {
      if (labels != null) {
        labels.close();
      }
      table.close();
      throw e;
    }
  }

  /** That of a shard set, for files that are added to it. */
  private static ExampleEncoder encoder(ExampleTable table, ShardSet before) {
    Optional<Scaling> scaling = before.manifest().scaling();
    if (scaling.isEmpty()) {
      return new TokenEncoder(
          before.vocabulary(),
          before.characters(),
          before.manifest().schema().children().isPresent());
    }
    if (table.width() > 0 && table.width() != scaling.get().width()) {
      throw new InputException(
          "the steps of the new files have %d numbers, but those in %s have %d; take them out of corpus.input"
              .formatted(table.width(), before.path(), scaling.get().width()));
    }
    return new NumberEncoder(scaling.get());
  }

  /** Those of what is read. */
  private static Map<String, Vocabulary> vocabularies(ExampleEncoder encoder) {
    Map<String, Vocabulary> vocabularies = new TreeMap<>();
    if (encoder instanceof TokenEncoder tokens) {
      vocabularies.put(ShardSchemas.VOCABULARY, tokens.tokens());
      if (tokens.characters() != null) {
        vocabularies.put(ShardSchemas.CHARACTERS, tokens.characters());
      }
    }
    return vocabularies;
  }
}
