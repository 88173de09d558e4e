package org.ravel.config;

/** What holds for steps that are real numbers, and for them only. */
final class NumberRules {
  private static final Condition NUMBERS = new Condition("corpus.steps = numbers");
  private static final Condition TOKENS = new Condition("corpus.steps = tokens");

  private NumberRules() {}

  /** Refuses settings that only numbers have. */
  static void requireTokens(Task task, ColumnsConfig columns, ScalingConfig scaling) {
    TOKENS.requireNull("corpus.columns.sequence", columns.sequence());
    TOKENS.requireNull("corpus.columns.time", columns.time());
    if (task != Task.REGRESSION) {
      TOKENS.requireNull("scaling.from", scaling.from());
    }
  }

  /** Refuses tasks and files that have no numbers. */
  static void require(Task task, CorpusConfig corpus) {
    NUMBERS.require(
        task == Task.LABELLING
            || task == Task.CLASSIFICATION
            || task == Task.MULTI_LABEL
            || task == Task.REGRESSION
            || task == Task.CAPTIONING,
        "task",
        ConfigNames.of(task),
        "be labelling, classification, multi-label, regression or captioning");
    CorpusFormat format = corpus.format();
    ColumnsConfig columns = corpus.columns();
    boolean divided = columns.sequence() != null;
    NUMBERS.require(
        switch (format) {
          case JSON, PARQUET, CSV, COLUMNS, NPY -> true;
          case TEXT, CONLLU, LINES, FOLDERS, PAIRS, TREES -> false;
        },
        "corpus.format",
        ConfigNames.of(format),
        "be csv, json or parquet, or for labelling columns,");
    Require.that(
        divided || format != CorpusFormat.CSV,
        "corpus.columns.sequence",
        null,
        "name the column that says which sequence a row is a step of, with corpus.format = csv and"
            + " corpus.steps = numbers");
    Require.that(
        !divided || format == CorpusFormat.CSV || format == CorpusFormat.PARQUET,
        "corpus.columns.sequence",
        columns.sequence(),
        "be null with corpus.format = %s, where a record is a whole sequence"
            .formatted(ConfigNames.of(format)));
    Require.that(
        divided || columns.time() == null,
        "corpus.columns.time",
        columns.time(),
        "be null without corpus.columns.sequence: the numbers of a record are in their order");
    if (!task.writesText()) {
      NUMBERS.requireFalse("corpus.lower-case", corpus.lowerCase());
    }
  }

  /** Refuses settings that say what becomes of tokens, but for those that a default is good for. */
  static void requireNoTokens(
      Task task,
      VocabularyConfig vocabulary,
      ShardsConfig shards,
      ModelConfig model,
      TrainingConfig training) {
    NUMBERS.requireNull("vocabulary.from", vocabulary.from());
    NUMBERS.requireFalse("shards.spelling", shards.spelling());
    NUMBERS.requireNull("model.pretrained.file", model.pretrained().file());
    NUMBERS.requireOnly(
        CharactersConfig.Network.NONE, "model.characters.network", model.characters().network());
    if (!task.writesText()) {
      NUMBERS.requireZero("model.embedding-dropout", model.embeddingDropout());
    }
    NUMBERS.requireZero("training.unknown-dropout", training.unknownDropout());
  }
}
