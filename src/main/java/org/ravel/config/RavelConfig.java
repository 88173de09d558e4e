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
    ForecastingConfig forecasting,
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
    FeaturesConfig features,
    SweepConfig sweep,
    LabConfig lab,
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
    corpus.format().require(corpus, task);
    if (task == Task.LANGUAGE_MODEL) {
      requireStream(corpus, split, shards);
      requireNextToken(model, training);
      FittedRules.require(model, training, retraining);
    } else {
      requireIndependent(corpus, split, task);
      requireSpelling(model, shards);
      switch (task) {
        case TREE -> TreeRules.require(corpus, shards, model, training);
        case TRANSLATION -> TranslationRules.require(corpus, shards, model, training);
        case CAPTIONING -> CaptionRules.require(corpus, shards, model, training);
        case FORECASTING -> {
          SeriesRules.require(corpus, scaling, forecasting, split, shards);
          SeriesRules.requireModel(model, training, forecasting);
          FittedRules.require(model, training, retraining);
        }
        case REGRESSION -> RegressionRules.require(corpus, model, training);
        case RECOGNITION -> {
          requireLabels(model, training, task);
          RecognitionRules.require(corpus, shards, model, training);
        }
        case LABELLING, CLASSIFICATION, MULTI_LABEL, LANGUAGE_MODEL ->
            requireLabels(model, training, task);
      }
    }
    if (task == Task.LANGUAGE_MODEL || task == Task.FORECASTING || task.writesText()) {
      BaselineChoice.requireTask(evaluation.baselineChoices(), task);
    } else {
      Condition.task(task)
          .because("whose baselines are those of its report")
          .requireEmpty("evaluation.baselines", evaluation.baselines());
    }
    if (task != Task.RECOGNITION) {
      Condition.task(task).requireNull("corpus.columns.accept", corpus.columns().accept());
    }
    if (task != Task.CAPTIONING) {
      CaptionRules.requireNone(task, corpus.captions(), evaluation);
    }
    Require.that(
        targetVocabulary.isWhole() || task.writesText(),
        "target-vocabulary.max-size and target-vocabulary.min-count",
        "%d and %d".formatted(targetVocabulary.maxSize(), targetVocabulary.minCount()),
        "be 0 and 1 with task = %s: all labels are kept".formatted(ConfigNames.of(task)));
    if (task != Task.TREE) {
      TreeRules.requireNone(model, training, evaluation);
    }
    Require.that(
        !targetVocabulary.shared() || task == Task.TRANSLATION,
        "target-vocabulary.shared",
        true,
        "be false with task = %s, which does not read and write tokens"
            .formatted(ConfigNames.of(task)));
    SubwordRules.require(task, corpus, vocabulary, targetVocabulary, shards, model);
    requireActivations(model, training);
    requireAttention(task, model, training);
    requireCounted(prepare, "vocabulary.from", vocabulary.from());
    requireCounted(prepare, "target-vocabulary.from", targetVocabulary.from());
    requireCounted(prepare, "scaling.from", scaling.from());
    PlainCellRules.require(task, model);
    ConnectionRules.require(task, model, training);
    EvolutionRules.require(task, model, training, averaging);
    HessianFreeRules.require(task, model, training, averaging);
    retraining.gate().requireMetrics(task);
    Dl4jRules.require(model, training, averaging);
    if (task != Task.FORECASTING) {
      SeriesRules.requireNone(task, corpus, scaling, model);
    }
    if (task == Task.FORECASTING) {
      NumberRules.requireNoTokens(task, vocabulary, shards, model, training);
    } else if (corpus.steps() == StepKind.NUMBERS) {
      NumberRules.require(task, corpus);
      NumberRules.requireNoTokens(task, vocabulary, shards, model, training);
    } else {
      NumberRules.requireTokens(task, corpus.columns(), scaling);
    }
  }

  private static void requireCounted(PrepareConfig prepare, String key, String from) {
    if (from != null) {
      new Condition(key + ", which a rebuild would use again")
          .requireNot(
              PrepareConfig.DriftConfig.Action.REBUILD,
              "prepare.drift.action",
              prepare.drift().action());
    }
  }

  private static void requireActivations(ModelConfig model, TrainingConfig training) {
    if (model.kind() != ModelConfig.NetworkKind.RECURRENT) {
      Condition kind =
          new Condition(
              "model.kind = %s, which has no recurrent layers"
                  .formatted(ConfigNames.of(model.kind())));
      kind.requireZero("training.activation-regularisation", training.activationRegularisation());
      kind.requireZero("training.temporal-regularisation", training.temporalRegularisation());
    }
  }

  private static void requireAttention(Task task, ModelConfig model, TrainingConfig training) {
    boolean looks = model.decoder().attention() != DecoderConfig.Attention.NONE;
    if (!task.writesText() || !looks) {
      Condition blind =
          task.writesText()
              ? new Condition("model.decoder.attention = none")
              : Condition.task(task).because("which has no decoder");
      blind.requireZero("training.attention-regularisation", training.attentionRegularisation());
    }
  }

  private static List<CorpusFormat> formats(Task task) {
    return Arrays.stream(CorpusFormat.values()).filter(format -> format.isFor(task)).toList();
  }

  private static void requireStream(CorpusConfig corpus, SplitConfig split, ShardsConfig shards) {
    Condition text = Condition.task(Task.LANGUAGE_MODEL);
    text.because("whose text has no records to leave out")
        .requireNot(MalformedText.SKIP, "corpus.malformed", corpus.malformed());
    text.requireEmpty("split.validation-input", split.validationInput());
    text.requireEmpty("split.test-input", split.testInput());
    text.requireFalse("shards.spelling", shards.spelling());
  }

  private static void requireIndependent(CorpusConfig corpus, SplitConfig split, Task task) {
    Condition.task(task)
        .because("whose examples are documents already")
        .requireOnly(Documents.NONE, "corpus.documents", corpus.documents());
    Require.that(
        corpus.format() != CorpusFormat.FOLDERS
            || split.by() == SplitConfig.By.DOCUMENTS
            || (!split.validationInput().isEmpty() && !split.testInput().isEmpty()),
        "split.by",
        ConfigNames.of(split.by()),
        "be documents with corpus.format = folders, where the examples of a class stand together");
  }

  private static void requireNextToken(ModelConfig model, TrainingConfig training) {
    if (model.tieEmbeddings()) {
      requireTied(model);
    }
    Condition text = Condition.task(Task.LANGUAGE_MODEL);
    text.requireNull("model.pretrained.file", model.pretrained().file());
    text.requireOnly(
        CharactersConfig.Network.NONE, "model.characters.network", model.characters().network());
    text.because("which would read what it is to predict")
        .requireFalse("model.bidirectional", model.bidirectional());
    text.requireOnly(ModelConfig.HeadKind.SOFTMAX, "model.head", model.head());
    Require.that(
        model.kind() != ModelConfig.NetworkKind.WINDOW || model.window().after() == 0,
        "model.window.after",
        model.window().after(),
        "be 0 with task = language-model, which would read what it is to predict");
    text.requireOneOf(
        List.of(
            ModelConfig.NetworkKind.RECURRENT,
            ModelConfig.NetworkKind.WINDOW,
            ModelConfig.NetworkKind.NGRAM,
            ModelConfig.NetworkKind.MIXTURE,
            ModelConfig.NetworkKind.HIDDEN_MARKOV),
        "model.kind",
        model.kind());
    text.requireOnly(
        ClassWeightsConfig.WeightRule.NONE,
        "training.class-weights.rule",
        training.classWeights().rule());
    text.requireNot(
        TrainingConfig.ValidationConfig.BestBy.SCORE,
        "training.validation.best-by",
        training.validation().bestBy());
  }

  /** The softmax reads as many numbers as a token's embedding has. */
  private static void requireTied(ModelConfig model) {
    List<Integer> dense = model.dense().sizes();
    if (model.kind() == ModelConfig.NetworkKind.WINDOW) {
      Require.that(
          !dense.isEmpty() && dense.get(dense.size() - 1) == model.embeddingSize(),
          "model.dense.sizes",
          dense,
          "end with model.embedding-size, which is %d, with model.tie-embeddings = true"
              .formatted(model.embeddingSize()));
      return;
    }
    Require.that(
        model.embeddingSize() == model.hiddenSize(),
        "model.embedding-size",
        model.embeddingSize(),
        "be model.hidden-size, which is %d, with model.tie-embeddings = true"
            .formatted(model.hiddenSize()));
    Require.that(
        dense.isEmpty(), "model.dense.sizes", dense, "be empty with model.tie-embeddings = true");
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
    Condition labels = Condition.task(task);
    labels.requireOneOf(
        task == Task.LABELLING
            ? List.of(
                ModelConfig.NetworkKind.RECURRENT,
                ModelConfig.NetworkKind.WINDOW,
                ModelConfig.NetworkKind.HIDDEN_MARKOV)
            : List.of(ModelConfig.NetworkKind.RECURRENT, ModelConfig.NetworkKind.WINDOW),
        "model.kind",
        model.kind());
    if (task != Task.LABELLING) {
      labels.requireOnly(ModelConfig.HeadKind.SOFTMAX, "model.head", model.head());
    }
    if (task == Task.MULTI_LABEL || task == Task.RECOGNITION) {
      labels
          .because("whose labels are there or not, each by itself")
          .requireZero("training.label-smoothing", training.labelSmoothing());
    }
    if (model.head() == ModelConfig.HeadKind.CRF) {
      Condition crf = new Condition("model.head = crf");
      crf.because("whose loss is that of all labels of a sequence together")
          .requireOnly(
              ClassWeightsConfig.WeightRule.NONE,
              "training.class-weights.rule",
              training.classWeights().rule());
      crf.requireZero("training.label-smoothing", training.labelSmoothing());
    }
    labels.requireFalse("model.tie-embeddings", model.tieEmbeddings());
    labels.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    labels.requireOnly(TrainingConfig.KernelKind.FAST, "training.kernels", training.kernels());
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
        forecasting,
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
        features,
        sweep,
        lab,
        registry,
        retraining);
  }
}
