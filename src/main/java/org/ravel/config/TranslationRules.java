package org.ravel.config;

/** What an encoder and a decoder can be and learn. */
final class TranslationRules {
  private static final Condition TRANSLATION = Condition.task(Task.TRANSLATION);

  private static final Condition FEEDING =
      new Condition("model.decoder.input-feeding = true")
          .because("whose layers see one step at a time");

  private TranslationRules() {}

  static void require(
      CorpusConfig corpus, ShardsConfig shards, ModelConfig model, TrainingConfig training) {
    TRANSLATION.require(
        !corpus.columns().input().equals(corpus.columns().target()),
        "corpus.columns.target",
        corpus.columns().target(),
        "differ from corpus.columns.input");
    TRANSLATION.requireOneOf(
        ShardsConfig.Longer.of(Task.TRANSLATION), "shards.longer", shards.longer());
    TRANSLATION.requireFalse("shards.spelling", shards.spelling());
    requireDecoder(TRANSLATION, model, training);
    TRANSLATION.requireNull("model.pretrained.file", model.pretrained().file());
    TRANSLATION.requireEmpty("model.dense.sizes", model.dense().sizes());
    requireDot(model, (model.bidirectional() ? 2 : 1) * model.hiddenSize());
    TRANSLATION.requireOnly(
        DecoderConfig.Image.INITIAL_STATE, "model.decoder.image", model.decoder().image());
  }

  /** What holds of any decoder. */
  static void requireDecoder(Condition task, ModelConfig model, TrainingConfig training) {
    task.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    task.requireOnly(TrainingConfig.KernelKind.FAST, "training.kernels", training.kernels());
    task.requireOnly(
        ClassWeightsConfig.WeightRule.NONE,
        "training.class-weights.rule",
        training.classWeights().rule());
    task.requireNot(
        TrainingConfig.ValidationConfig.BestBy.SCORE,
        "training.validation.best-by",
        training.validation().bestBy());
    task.requireOnly(ModelConfig.NetworkKind.RECURRENT, "model.kind", model.kind());
    task.requireOnly(ModelConfig.HeadKind.SOFTMAX, "model.head", model.head());
    if (model.decoder().inputFeeding()) {
      FEEDING.requireZero("training.attention-regularisation", training.attentionRegularisation());
      FEEDING.requireZero(
          "training.activation-regularisation", training.activationRegularisation());
      FEEDING.requireZero("training.temporal-regularisation", training.temporalRegularisation());
    }
    int units = model.decoderUnits();
    Require.that(
        !model.tieEmbeddings() || units == model.embeddingSize(),
        "model.decoder.hidden-size",
        units,
        "be model.embedding-size, which is %d, with model.tie-embeddings = true"
            .formatted(model.embeddingSize()));
  }

  /**
   * Refuses a dot product of vectors of different widths.
   *
   * @param encoded features that the encoder gives
   */
  static void requireDot(ModelConfig model, int encoded) {
    int units = model.decoderUnits();
    Require.that(
        model.decoder().attention() != DecoderConfig.Attention.DOT || units == encoded,
        "model.decoder.attention",
        "dot",
        "be general, since the encoder gives %d numbers at a step and the decoder %d"
            .formatted(encoded, units));
  }
}
