package org.ravel.config;

/** What holds for steps that are real numbers, and for them only. */
final class NumberRules {
  private static final String WITH = " with corpus.steps = numbers";

  private NumberRules() {}

  /** Refuses settings that only numbers have. */
  static void requireTokens(ColumnsConfig columns, ScalingConfig scaling) {
    String rule = "be null with corpus.steps = tokens";
    requireNull("corpus.columns.sequence", columns.sequence(), rule);
    requireNull("corpus.columns.time", columns.time(), rule);
    requireNull("scaling.from", scaling.from(), rule);
  }

  /** Refuses tasks and files that have no numbers. */
  static void require(Task task, CorpusConfig corpus) {
    Require.that(
        task == Task.LABELLING || task == Task.CLASSIFICATION,
        "task",
        ConfigNames.of(task),
        "be labelling or classification" + WITH);
    CorpusFormat format = corpus.format();
    ColumnsConfig columns = corpus.columns();
    boolean divided = columns.sequence() != null;
    Require.that(
        switch (format) {
          case JSON, PARQUET, CSV, COLUMNS -> true;
          case TEXT, CONLLU, LINES, FOLDERS, PAIRS -> false;
        },
        "corpus.format",
        ConfigNames.of(format),
        "be csv, json or parquet, or for labelling columns," + WITH);
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
    Require.that(!corpus.lowerCase(), "corpus.lower-case", true, "be false" + WITH);
  }

  /** Refuses settings that say what becomes of tokens, but for those that a default is good for. */
  static void requireNoTokens(
      VocabularyConfig vocabulary,
      ShardsConfig shards,
      ModelConfig model,
      TrainingConfig training) {
    requireNull("vocabulary.from", vocabulary.from(), "be null" + WITH);
    Require.that(!shards.spelling(), "shards.spelling", true, "be false" + WITH);
    requireNull("model.pretrained.file", model.pretrained().file(), "be null" + WITH);
    Require.that(
        !model.characters().areRead(),
        "model.characters.network",
        ConfigNames.of(model.characters().network()),
        "be none" + WITH);
    Require.that(
        model.embeddingDropout() == 0,
        "model.embedding-dropout",
        model.embeddingDropout(),
        "be 0" + WITH);
    double dropped = training.unknownDropout();
    Require.that(dropped == 0, "training.unknown-dropout", dropped, "be 0" + WITH);
  }

  private static void requireNull(String key, String value, String rule) {
    Require.that(value == null, key, value, rule);
  }
}
