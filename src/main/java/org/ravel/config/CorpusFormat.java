package org.ravel.config;

import java.util.List;
import java.util.Set;

/** What the files of a corpus hold. */
public enum CorpusFormat {
  /** Running text. */
  TEXT(Set.of(Task.LANGUAGE_MODEL)),
  /** CoNLL-U, as Universal Dependencies has it. */
  CONLLU(Set.of(Task.LABELLING)),
  /** A step on each line, its columns divided; an empty line ends a sequence. */
  COLUMNS(Set.of(Task.LABELLING)),
  /** An example on each line, its columns divided. */
  LINES(Set.of(Task.LABELLING, Task.CLASSIFICATION)),
  /** Comma-separated values, an example in each record. */
  CSV(Set.of(Task.LABELLING, Task.CLASSIFICATION)),
  /** A JSON object on each line. */
  JSON(Set.of(Task.LABELLING, Task.CLASSIFICATION)),
  /** Parquet, an example in each row. */
  PARQUET(Set.of(Task.LABELLING, Task.CLASSIFICATION)),
  /** Each file is an example, and the folder that it lies in its label. */
  FOLDERS(Set.of(Task.CLASSIFICATION));

  /** The columns of CoNLL-U, in their order. */
  public static final List<String> CONLLU_COLUMNS =
      List.of("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc");

  private final Set<Task> tasks;

  CorpusFormat(Set<Task> tasks) {
    this.tasks = tasks;
  }

  /** Whether such files hold what a task needs. */
  boolean isFor(Task task) {
    return tasks.contains(task);
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
        case COLUMNS, LINES -> Require.that(number, key, column, "be the number of a column, from 1");
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
