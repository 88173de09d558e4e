package org.ravel.config;

import java.util.List;

/** What a network that writes captions can read, be and learn. */
final class CaptionRules {
  private static final Condition CAPTIONING = Condition.task(Task.CAPTIONING);

  private CaptionRules() {}

  static void require(
      CorpusConfig corpus, ShardsConfig shards, ModelConfig model, TrainingConfig training) {
    CAPTIONING.requireOnly(StepKind.NUMBERS, "corpus.steps", corpus.steps());
    requireFiles(corpus);
    CAPTIONING
        .because("whose measures compare words")
        .requireNot(TokenizerKind.SUBWORD, "corpus.tokenizer", corpus.tokenizer());
    CAPTIONING.requireOneOf(
        ShardsConfig.Longer.of(Task.CAPTIONING), "shards.longer", shards.longer());
    TranslationRules.requireDecoder(CAPTIONING, model, training);
    CAPTIONING.requireFalse("model.bidirectional", model.bidirectional());
    List<Integer> dense = model.dense().sizes();
    if (model.decoder().attention() == DecoderConfig.Attention.DOT) {
      Require.that(
          !dense.isEmpty(),
          "model.decoder.attention",
          "dot",
          "be general with task = captioning and without model.dense.sizes: features are of another"
              + " width than the decoder");
      TranslationRules.requireDot(model, dense.get(dense.size() - 1));
    }
  }

  private static void requireFiles(CorpusConfig corpus) {
    CaptionsConfig captions = corpus.captions();
    CAPTIONING.requireNull("corpus.columns.sequence", corpus.columns().sequence());
    Condition format = new Condition("corpus.format = " + ConfigNames.of(corpus.format()));
    if (corpus.format() == CorpusFormat.NPY) {
      format
          .because("whose images an index names")
          .requireNull("corpus.captions.image", captions.image());
      return;
    }
    format.requireEmpty("corpus.captions.index", captions.index());
    if (corpus.columns().target().isEmpty()) {
      Require.that(
          captions.image() != null,
          "corpus.captions.image",
          null,
          "name the column that names the image, or corpus.columns.target the one with the captions");
    } else {
      Require.that(
          captions.input().isEmpty(),
          "corpus.captions.input",
          captions.input(),
          "be empty with corpus.columns.target, which names the column with the captions");
    }
  }

  /** Refuses captions, and pictures beside them, with another task. */
  static void requireNone(Task task, CaptionsConfig captions, EvaluationConfig evaluation) {
    Condition other = Condition.task(task);
    other.requireEmpty("corpus.captions.input", captions.input());
    other.requireNull("corpus.captions.image", captions.image());
    other.requireEmpty("corpus.captions.index", captions.index());
    other.requireNull("evaluation.images", evaluation.images());
  }
}
