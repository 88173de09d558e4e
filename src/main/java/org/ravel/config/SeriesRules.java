package org.ravel.config;

import java.util.List;

/** What holds for series, and for them only. */
final class SeriesRules {
  private static final Condition FORECASTING = Condition.task(Task.FORECASTING);

  private SeriesRules() {}

  /** Refuses files that hold no series, and shares of them that make no sense. */
  static void require(
      CorpusConfig corpus,
      ScalingConfig scaling,
      ForecastingConfig forecasting,
      SplitConfig split,
      ShardsConfig shards) {
    FORECASTING.requireOnly(StepKind.NUMBERS, "corpus.steps", corpus.steps());
    FORECASTING.requireFalse("corpus.lower-case", corpus.lowerCase());
    FORECASTING.requireNot(MalformedText.REPLACE, "corpus.malformed", corpus.malformed());
    requireColumns(corpus.columns(), forecasting.wide());
    FORECASTING.requireNull("scaling.from", scaling.from());
    FORECASTING
        .because("which divides each series by time")
        .requireOnly(SplitConfig.By.TOKENS, "split.by", split.by());
    FORECASTING.requireEmpty("split.validation-input", split.validationInput());
    FORECASTING.requireEmpty("split.test-input", split.testInput());
    FORECASTING.requireOneOf(
        ShardsConfig.Longer.of(Task.FORECASTING), "shards.longer", shards.longer());
    FORECASTING.require(
        shards.sequenceLength() >= forecasting.context(),
        "shards.sequence-length",
        shards.sequenceLength(),
        "be at least forecasting.context, which is %d,".formatted(forecasting.context()));
  }

  private static void requireColumns(ColumnsConfig columns, boolean wide) {
    Require.that(
        columns.time() != null,
        "corpus.columns.time",
        null,
        "name the column with the time of each row, with task = forecasting");
    if (wide) {
      Condition own =
          new Condition("forecasting.wide = true, where each target column is a series of its own");
      own.requireNull("corpus.columns.sequence", columns.sequence());
      own.requireEmpty("corpus.columns.input", columns.input());
      own.requireEmpty("corpus.columns.known", columns.known());
    }
    List<String> values = columns.values();
    Require.that(
        values.stream().distinct().count() == values.size()
            && !values.contains(columns.time())
            && !values.contains(columns.sequence()),
        "corpus.columns.target, input and known",
        values,
        "be columns that differ from each other, from corpus.columns.time and from sequence");
  }

  /** What a model that forecasts can be and learn. */
  static void requireModel(
      ModelConfig model, TrainingConfig training, ForecastingConfig forecasting) {
    FORECASTING.requireOneOf(
        List.of(
            ModelConfig.NetworkKind.RECURRENT,
            ModelConfig.NetworkKind.WINDOW,
            ModelConfig.NetworkKind.AUTOREGRESSIVE,
            ModelConfig.NetworkKind.LINEAR_DYNAMIC,
            ModelConfig.NetworkKind.HIDDEN_MARKOV),
        "model.kind",
        model.kind());
    if (model.kind().isNetwork()) {
      requireNetwork(model, training);
    }
    if (model.kind() == ModelConfig.NetworkKind.WINDOW) {
      requireWindow(model.window(), forecasting);
    }
  }

  private static void requireWindow(WindowConfig window, ForecastingConfig forecasting) {
    FORECASTING
        .because("which would read what it is to forecast")
        .require(window.after() == 0, "model.window.after", window.after(), "be 0");
    FORECASTING.require(
        window.before() < forecasting.context(),
        "model.window.before",
        window.before(),
        "be below forecasting.context, which is %d,".formatted(forecasting.context()));
  }

  private static void requireNetwork(ModelConfig model, TrainingConfig training) {
    FORECASTING
        .because("which would read what it is to forecast")
        .requireFalse("model.bidirectional", model.bidirectional());
    requireNumbers(FORECASTING, model, training);
  }

  /** What a network can be and learn that predicts numbers. */
  static void requireNumbers(Condition task, ModelConfig model, TrainingConfig training) {
    task.requireOnly(ModelConfig.HeadKind.SOFTMAX, "model.head", model.head());
    task.requireFalse("model.tie-embeddings", model.tieEmbeddings());
    task.requireOnly(
        InitialisationConfig.SoftmaxBias.SAME,
        "model.initialisation.softmax-bias",
        model.initialisation().softmaxBias());
    task.requireOnly(
        ClassWeightsConfig.WeightRule.NONE,
        "training.class-weights.rule",
        training.classWeights().rule());
    task.requireZero("training.label-smoothing", training.labelSmoothing());
    task.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    task.requireOnly(TrainingConfig.KernelKind.FAST, "training.kernels", training.kernels());
    task.requireNot(
        TrainingConfig.ValidationConfig.BestBy.SCORE,
        "training.validation.best-by",
        training.validation().bestBy());
  }

  /** Refuses settings that only series have. */
  static void requireNone(
      Task task, CorpusConfig corpus, ScalingConfig scaling, ModelConfig model) {
    Condition other = Condition.task(task);
    if (!task.predictsNumbers()) {
      other.requireOnly(ModelConfig.OutputKind.SQUARED_ERROR, "model.output", model.output());
    }
    int size = model.seriesEmbedding().size();
    other.require(size == 0, "model.series-embedding.size", size, "be 0");
    other.requireEmpty("corpus.columns.known", corpus.columns().known());
    other.requireNot(ScalingConfig.ScalingRule.MIN_MAX, "scaling.rule", scaling.rule());
  }
}
