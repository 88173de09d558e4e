package org.ravel.config;

import java.util.Arrays;
import java.util.List;

/**
 * The whole configuration of a run; every part is validated by its own record.
 *
 * @param output where the commands put what they make, unless one of the paths says otherwise
 * @param task what a model learns
 * @param seed the seed of all pseudo-random choices that have no seed of their own
 */
public record RavelConfig(
    String output,
    Task task,
    long seed,
    CorpusConfig corpus,
    VocabularyConfig vocabulary,
    TargetVocabularyConfig targetVocabulary,
    ScalingConfig scaling,
    SplitConfig split,
    ShardsConfig shards,
    PrepareConfig prepare,
    CompactionConfig compaction,
    ModelConfig model,
    TrainingConfig training,
    AveragingConfig averaging,
    EvaluationConfig evaluation,
    GenerationConfig generation,
    DecodingConfig decoding,
    ScoringConfig scoring,
    PredictionConfig prediction,
    RegistryConfig registry,
    RetrainingConfig retraining) {

  public RavelConfig {
    Require.path("output", output);
    Require.present("task", task);
    Require.that(
        corpus.format().isFor(task),
        "corpus.format",
        ConfigNames.of(corpus.format()),
        "be %s with task = %s".formatted(ConfigNames.oneOf(formats(task)), ConfigNames.of(task)));
    corpus.format().require(corpus.columns());
    if (task == Task.LANGUAGE_MODEL) {
      requireStream(corpus, split);
      requireNextToken(model);
      requireNoClassWeights(training, "task = language-model");
      Require.that(
          training.validation().bestBy() != TrainingConfig.ValidationConfig.BestBy.SCORE,
          "training.validation.best-by",
          ConfigNames.of(training.validation().bestBy()),
          "be loss or last with task = language-model");
      Require.that(
          !shards.spelling(), "shards.spelling", true, "be false with task = language-model");
    } else {
      requireIndependent(corpus, split, task);
      requireSpelling(model, shards);
      if (task == Task.TRANSLATION) {
        TranslationRules.require(corpus, shards, model, training);
      } else {
        requireLabels(model, training, task);
      }
    }
    Require.that(
        targetVocabulary.isWhole() || task == Task.TRANSLATION,
        "target-vocabulary.max-size and target-vocabulary.min-count",
        "%d and %d".formatted(targetVocabulary.maxSize(), targetVocabulary.minCount()),
        "be 0 and 1 with task = %s: all labels are kept".formatted(ConfigNames.of(task)));
    requireActivations(model, training);
    requireCounted(prepare, "vocabulary.from", vocabulary.from());
    requireCounted(prepare, "target-vocabulary.from", targetVocabulary.from());
    requireCounted(prepare, "scaling.from", scaling.from());
    retraining.gate().requireMetrics(task);
    Dl4jRules.require(model, training, averaging);
    if (corpus.steps() == StepKind.NUMBERS) {
      NumberRules.require(task, corpus);
      NumberRules.requireNoTokens(vocabulary, shards, model, training);
    } else {
      NumberRules.requireTokens(corpus.columns(), scaling);
    }
  }

  private static void requireCounted(PrepareConfig prepare, String key, String from) {
    Require.that(
        from == null || prepare.drift().action() != PrepareConfig.DriftConfig.Action.REBUILD,
        "prepare.drift.action",
        "rebuild",
        "be report or fail with %s, which a rebuild would use again".formatted(key));
  }

  private static void requireActivations(ModelConfig model, TrainingConfig training) {
    String rule = "be 0 with model.kind = window, which has no recurrent layers";
    boolean recurrent = model.kind() == ModelConfig.NetworkKind.RECURRENT;
    Require.that(
        recurrent || training.activationRegularisation() == 0,
        "training.activation-regularisation",
        training.activationRegularisation(),
        rule);
    Require.that(
        recurrent || training.temporalRegularisation() == 0,
        "training.temporal-regularisation",
        training.temporalRegularisation(),
        rule);
  }

  private static List<CorpusFormat> formats(Task task) {
    return Arrays.stream(CorpusFormat.values()).filter(format -> format.isFor(task)).toList();
  }

  private static void requireStream(CorpusConfig corpus, SplitConfig split) {
    Require.that(
        corpus.malformed() != MalformedText.SKIP,
        "corpus.malformed",
        "skip",
        "be fail or replace with task = language-model, whose text has no records to leave out");
    Require.that(
        split.validationInput().isEmpty(),
        "split.validation-input",
        split.validationInput(),
        "be empty with task = language-model");
    Require.that(
        split.testInput().isEmpty(),
        "split.test-input",
        split.testInput(),
        "be empty with task = language-model");
  }

  private static void requireIndependent(CorpusConfig corpus, SplitConfig split, Task task) {
    Require.that(
        corpus.documents() == Documents.NONE,
        "corpus.documents",
        ConfigNames.of(corpus.documents()),
        "be none with task = %s, whose examples are documents already"
            .formatted(ConfigNames.of(task)));
    Require.that(
        corpus.format() != CorpusFormat.FOLDERS
            || split.by() == SplitConfig.By.DOCUMENTS
            || (!split.validationInput().isEmpty() && !split.testInput().isEmpty()),
        "split.by",
        ConfigNames.of(split.by()),
        "be documents with corpus.format = folders, where the examples of a class stand together");
  }

  private static void requireNextToken(ModelConfig model) {
    Require.that(
        !model.tieEmbeddings() || model.embeddingSize() == model.hiddenSize(),
        "model.embedding-size",
        model.embeddingSize(),
        "be model.hidden-size, which is %d, with model.tie-embeddings = true"
            .formatted(model.hiddenSize()));
    Require.that(
        model.pretrained().file() == null,
        "model.pretrained.file",
        model.pretrained().file(),
        "be null with task = language-model");
    Require.that(
        !model.characters().areRead(),
        "model.characters.network",
        ConfigNames.of(model.characters().network()),
        "be none with task = language-model");
    Require.that(
        !model.bidirectional(),
        "model.bidirectional",
        model.bidirectional(),
        "be false with task = language-model, which would read what it is to predict");
    Require.that(
        model.head() == ModelConfig.HeadKind.SOFTMAX,
        "model.head",
        ConfigNames.of(model.head()),
        "be softmax with task = language-model");
    Require.that(
        model.kind() == ModelConfig.NetworkKind.RECURRENT,
        "model.kind",
        ConfigNames.of(model.kind()),
        "be recurrent with task = language-model");
  }

  private static void requireNoClassWeights(TrainingConfig training, String with) {
    ClassWeightsConfig.WeightRule rule = training.classWeights().rule();
    Require.that(
        rule == ClassWeightsConfig.WeightRule.NONE,
        "training.class-weights.rule",
        ConfigNames.of(rule),
        "be none with " + with);
  }

  /** Those who set the one forget the other: told before prepare has run for nothing. */
  private static void requireSpelling(ModelConfig model, ShardsConfig shards) {
    Require.that(
        !model.characters().areRead() || shards.spelling(),
        "shards.spelling",
        false,
        "be true with model.characters.network = %s"
            .formatted(ConfigNames.of(model.characters().network())));
  }

  private static void requireLabels(ModelConfig model, TrainingConfig training, Task task) {
    String with = " with task = " + ConfigNames.of(task);
    Require.that(
        model.head() == ModelConfig.HeadKind.SOFTMAX || task == Task.LABELLING,
        "model.head",
        ConfigNames.of(model.head()),
        "be softmax" + with);
    if (model.head() == ModelConfig.HeadKind.CRF) {
      requireNoClassWeights(
          training, "model.head = crf, whose loss is that of all labels of a sequence together");
    }
    Require.that(
        model.head() == ModelConfig.HeadKind.SOFTMAX || training.labelSmoothing() == 0,
        "training.label-smoothing",
        training.labelSmoothing(),
        "be 0 with model.head = crf");
    Require.that(
        !model.tieEmbeddings(), "model.tie-embeddings", model.tieEmbeddings(), "be false" + with);
    Require.that(
        training.engine() == TrainingConfig.EngineKind.RAVEL,
        "training.engine",
        ConfigNames.of(training.engine()),
        "be ravel" + with);
    Require.that(
        training.kernels() == TrainingConfig.KernelKind.FAST,
        "training.kernels",
        ConfigNames.of(training.kernels()),
        "be fast" + with);
  }

  /** The same with another way of averaging. */
  public RavelConfig with(AveragingConfig other) {
    return new RavelConfig(
        output,
        task,
        seed,
        corpus,
        vocabulary,
        targetVocabulary,
        scaling,
        split,
        shards,
        prepare,
        compaction,
        model,
        training,
        other,
        evaluation,
        generation,
        decoding,
        scoring,
        prediction,
        registry,
        retraining);
  }
}
