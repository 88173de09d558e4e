package org.ravel.config;

/** What an encoder and a decoder can be and learn. */
final class TranslationRules {
  private static final String WITH = " with task = translation";

  private TranslationRules() {}

  static void require(
      CorpusConfig corpus, ShardsConfig shards, ModelConfig model, TrainingConfig training) {
    Require.that(
        !corpus.columns().input().equals(corpus.columns().target()),
        "corpus.columns.target",
        corpus.columns().target(),
        "differ from corpus.columns.input" + WITH);
    Require.that(
        shards.longer() != ShardsConfig.Longer.PIECES,
        "shards.longer",
        "pieces",
        "be cut or refuse" + WITH);
    Require.that(!shards.spelling(), "shards.spelling", true, "be false" + WITH);
    requireLayers(model);
    Require.that(
        training.engine() == TrainingConfig.EngineKind.RAVEL,
        "training.engine",
        ConfigNames.of(training.engine()),
        "be ravel" + WITH);
    Require.that(
        training.kernels() == TrainingConfig.KernelKind.FAST,
        "training.kernels",
        ConfigNames.of(training.kernels()),
        "be fast" + WITH);
    ClassWeightsConfig.WeightRule rule = training.classWeights().rule();
    Require.that(
        rule == ClassWeightsConfig.WeightRule.NONE,
        "training.class-weights.rule",
        ConfigNames.of(rule),
        "be none" + WITH);
    Require.that(
        training.validation().bestBy() != TrainingConfig.ValidationConfig.BestBy.SCORE,
        "training.validation.best-by",
        ConfigNames.of(training.validation().bestBy()),
        "be loss or last" + WITH);
  }

  private static void requireLayers(ModelConfig model) {
    Require.that(
        model.kind() == ModelConfig.NetworkKind.RECURRENT,
        "model.kind",
        ConfigNames.of(model.kind()),
        "be recurrent" + WITH);
    Require.that(
        model.head() == ModelConfig.HeadKind.SOFTMAX,
        "model.head",
        ConfigNames.of(model.head()),
        "be softmax" + WITH);
    Require.that(
        model.pretrained().file() == null,
        "model.pretrained.file",
        model.pretrained().file(),
        "be null" + WITH);
    Require.that(
        model.dense().sizes().isEmpty(),
        "model.dense.sizes",
        model.dense().sizes(),
        "be empty" + WITH);
    int units = model.decoderUnits();
    Require.that(
        !model.tieEmbeddings() || units == model.embeddingSize(),
        "model.decoder.hidden-size",
        units,
        "be model.embedding-size, which is %d, with model.tie-embeddings = true"
            .formatted(model.embeddingSize()));
    int encoded = (model.bidirectional() ? 2 : 1) * model.hiddenSize();
    Require.that(
        model.decoder().attention() != DecoderConfig.Attention.DOT || units == encoded,
        "model.decoder.attention",
        "dot",
        "be general, since the encoder gives %d numbers at a step and the decoder %d"
            .formatted(encoded, units));
  }
}
