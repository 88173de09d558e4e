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
  FOLDERS;

  /** The columns of CoNLL-U, in their order. */
  public static final List<String> CONLLU_COLUMNS =
      List.of("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc");

  /** Whether such files hold what a task needs. */
  boolean isFor(Task task) {
    return switch (this) {
      case TEXT -> task == Task.LANGUAGE_MODEL;
      case CONLLU, COLUMNS -> task == Task.LABELLING;
      case FOLDERS -> task == Task.CLASSIFICATION;
      case LINES, CSV, JSON, PARQUET -> task != Task.LANGUAGE_MODEL;
    };
  }

  /** Whether tokens stand apart already, so that no tokenizer cuts them. */
  public boolean isTokenised() {
    return this == CONLLU || this == COLUMNS;
  }

  /** Refuses columns that such files cannot have. */
  void require(ColumnsConfig columns) {
    boolean has = this != TEXT && this != FOLDERS;
    require("corpus.columns.input", columns.input(), has);
    require("corpus.columns.target", columns.target(), has);
  }

  private void require(String key, List<String> columns, boolean has) {
    Require.that(
        has != columns.isEmpty(),
        key,
        columns.isEmpty() ? "empty" : columns,
        has
            ? "name a column with corpus.format = " + ConfigNames.of(this)
            : "be empty with corpus.format = " + ConfigNames.of(this));
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
        case TEXT, CSV, JSON, PARQUET, FOLDERS -> {}
      }
    }
  }
}
