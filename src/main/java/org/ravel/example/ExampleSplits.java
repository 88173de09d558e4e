package org.ravel.example;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;
import org.ravel.corpus.DocumentSplit;
import org.ravel.table.InputRow;
import org.ravel.table.TablePart;
import org.ravel.table.TablePlan;

/** Which split an example belongs to. */
final class ExampleSplits implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DocumentSplit documents;
  private final Set<String> validation;
  private final Set<String> test;

  /** By partition, the rows before it that are in no file of a given split; null for sequences. */
  private final Map<Integer, Long> before;

  private final long validationStart;
  private final long testStart;

  private ExampleSplits(
      SplitConfig config, ExampleFiles files, Map<Integer, Long> before, long examples) {
    SplitConfig shares = config.shared();
    this.documents = DocumentSplit.of(shares);
    this.validation = files.validation();
    this.test = files.test();
    this.before = before;
    this.validationStart = shares.start(Split.VALIDATION, examples);
    this.testStart = shares.start(Split.TEST, examples);
  }

  /** Of a table whose rows are examples. */
  static ExampleSplits ofRows(TablePlan plan, SplitConfig config, ExampleFiles files) {
    Map<Integer, Long> before = new HashMap<>();
    long rows = 0;
    for (TablePart part : plan.parts()) {
      before.put(part.partition(), rows);
      boolean isGiven =
          files.validation().contains(part.file()) || files.test().contains(part.file());
      rows += isGiven ? 0 : part.rows();
    }
    return new ExampleSplits(config, files, before, rows);
  }

  /**
   * Of gathered sequences.
   *
   * @param count of those that are in no file of a given split, and come first
   */
  static ExampleSplits ofSequences(long count, SplitConfig config, ExampleFiles files) {
    return new ExampleSplits(config, files, null, count);
  }

  /**
   * That of an example.
   *
   * @param content all that is read of it
   */
  Split of(InputRow row, String content) {
    if (test.contains(row.part().file())) {
      return Split.TEST;
    }
    if (validation.contains(row.part().file())) {
      return Split.VALIDATION;
    }
    if (documents.byDocuments()) {
      // Labels are no part of it: the same steps with two labels must not be in two splits.
      return documents.split(content);
    }
    long number = before == null ? row.number() : before.get(row.part().partition()) + row.place();
    return number < validationStart
        ? Split.TRAIN
        : number < testStart ? Split.VALIDATION : Split.TEST;
  }
}
