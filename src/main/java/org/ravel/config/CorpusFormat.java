package org.ravel.config;

import java.util.List;

/** What the files of a corpus hold. */
public enum CorpusFormat {
  /** Running text. */
  TEXT,
  /** CoNLL-U, as Universal Dependencies has it. */
  CONLLU,
  /** A step on each line, its columns divided; an empty line ends a sequence. */
  COLUMNS,
  /** An example on each line, its columns divided. */
  LINES,
  /** Comma-separated values, an example in each record. */
  CSV,
  /** A JSON object on each line. */
  JSON,
  /** Parquet, an example in each row. */
  PARQUET,
  /** Each file is an example, and the folder that it lies in its label. */
  FOLDERS,
  /**
   * Two files of which the same lines belong together, such as {@code train.de} and {@code
   * train.en}. Their names differ in their ends, which name the columns.
   */
  PAIRS,
  /** A tree in brackets on each line, such as {@code (3 (2 a) (3 film))}. */
  TREES,
  /** An array of NumPy, in whose first dimension are the images. */
  NPY;

  /** The columns of CoNLL-U, in their order. */
  public static final List<String> CONLLU_COLUMNS =
      List.of("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc");

  /** Whether such files hold what a task needs. */
  boolean isFor(Task task) {
    return switch (this) {
      case TEXT -> task == Task.LANGUAGE_MODEL;
      case CONLLU, COLUMNS -> task == Task.LABELLING;
      case FOLDERS -> task == Task.CLASSIFICATION;
      case PAIRS -> task == Task.TRANSLATION;
      case TREES -> task == Task.TREE;
      case NPY -> task == Task.CAPTIONING;
      case LINES -> isTabled(task) && task != Task.CAPTIONING;
      case CSV -> task == Task.FORECASTING || (isTabled(task) && task != Task.CAPTIONING);
      case PARQUET -> task == Task.FORECASTING || isTabled(task);
      case JSON -> isTabled(task);
    };
  }

  private static boolean isTabled(Task task) {
    return task != Task.LANGUAGE_MODEL && task != Task.TREE && task != Task.FORECASTING;
  }

  /** Whether tokens stand apart already, so that no tokenizer cuts them. */
  public boolean isTokenised() {
    return this == CONLLU || this == COLUMNS || this == TREES;
  }

  /** Whether such files have columns that can be named. */
  public boolean hasColumns() {
    return this != TEXT && this != FOLDERS && this != TREES && this != NPY;
  }

  /** Refuses columns that such files cannot have. */
  void require(CorpusConfig corpus, Task task) {
    if (task != Task.FORECASTING) {
      require("corpus.format", "corpus.columns.input", corpus.columns().input());
    }
    boolean elsewhere = task == Task.CAPTIONING || corpus.columns().accept() != null;
    if (!elsewhere || !corpus.columns().target().isEmpty()) {
      require("corpus.format", "corpus.columns.target", corpus.columns().target());
    }
    if (corpus.columns().accept() != null) {
      require("corpus.format", "corpus.columns.accept", List.of(corpus.columns().accept()));
    }
  }

  /**
   * Refuses columns that such files cannot have.
   *
   * @param formatKey the setting that names the format
   * @param key the setting that names the columns
   * @throws org.ravel.error.ConfigurationException if there are any, or there must be some
   */
  public void require(String formatKey, String key, List<String> columns) {
    String with = " with %s = %s".formatted(formatKey, ConfigNames.of(this));
    Require.that(
        hasColumns() != columns.isEmpty(),
        key,
        columns.isEmpty() ? "empty" : columns,
        (hasColumns() ? "name a column" : "be empty") + with);
    for (String column : columns) {
      boolean number = column.matches("[1-9]\\d{0,4}");
      switch (this) {
        case COLUMNS, LINES ->
            Require.that(number, key, column, "be the number of a column, from 1");
        case CONLLU ->
            Require.that(
                number || CONLLU_COLUMNS.contains(column),
                key,
                column,
                "be one of %s, or a number".formatted(String.join(", ", CONLLU_COLUMNS)));
        case PAIRS ->
            Require.that(
                columns.size() == 1 && column.matches("[^./]+"),
                key,
                columns,
                "be the end of files' names, such as en");
        case TEXT, CSV, JSON, PARQUET, FOLDERS, TREES, NPY -> {}
      }
    }
  }
}
