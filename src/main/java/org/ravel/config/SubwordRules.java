package org.ravel.config;

/** What holds where tokens are subwords. */
final class SubwordRules {
  private static final Condition SUBWORDS = new Condition("corpus.tokenizer = subword");

  /** The 256 bytes, what is special, and something to learn. */
  private static final int LEAST_SIZE = 300;

  private SubwordRules() {}

  static void require(
      Task task,
      CorpusConfig corpus,
      VocabularyConfig vocabulary,
      TargetVocabularyConfig targets,
      ShardsConfig shards,
      ModelConfig model) {
    if (corpus.tokenizer() != TokenizerKind.SUBWORD || corpus.steps() == StepKind.NUMBERS) {
      return;
    }
    SUBWORDS
        .because("since labels belong to whole words: take word, or model.characters as well")
        .require(
            task != Task.LABELLING && task != Task.TREE,
            "task",
            ConfigNames.of(task),
            "be language-model, classification, multi-label or translation");
    requireSize("vocabulary.max-size", vocabulary.maxSize(), vocabulary.from());
    if (task == Task.TRANSLATION && !targets.shared()) {
      requireSize("target-vocabulary.max-size", targets.maxSize(), targets.from());
    }
    SUBWORDS.requireFalse("shards.spelling", shards.spelling());
    SUBWORDS
        .because("which are no words")
        .requireNull("model.pretrained.file", model.pretrained().file());
  }

  private static void requireSize(String key, int size, String from) {
    SUBWORDS
        .because("such as 8000, of which 256 are bytes")
        .require(
            from != null || size >= LEAST_SIZE, key, size, "be %d or more".formatted(LEAST_SIZE));
  }
}
