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

  /** By partition, the rows before it that are in no file of a given split. */
  private final Map<Integer, Long> before = new HashMap<>();

  private final long validationStart;
  private final long testStart;

  /**
   * As configured.
   *
   * @param validation the files that are the validation split
   * @param test the files that are the test split
   */
  ExampleSplits(TablePlan plan, SplitConfig config, Set<String> validation, Set<String> test) {
    SplitConfig shares = config.shared();
    this.documents = DocumentSplit.of(shares);
    this.validation = validation;
    this.test = test;
    long rows = 0;
    for (TablePart part : plan.parts()) {
      before.put(part.partition(), rows);
      rows += isGiven(part) ? 0 : part.rows();
    }
    this.validationStart = shares.start(Split.VALIDATION, rows);
    this.testStart = shares.start(Split.TEST, rows);
  }

  private boolean isGiven(TablePart part) {
    return validation.contains(part.file()) || test.contains(part.file());
  }

  Split of(InputRow row, LabelledText example) {
    if (test.contains(row.part().file())) {
      return Split.TEST;
    }
    if (validation.contains(row.part().file())) {
      return Split.VALIDATION;
    }
    if (documents.byDocuments()) {
      // Labels are no part of it: the same text with two labels must not be in two splits.
      return documents.split(String.join("\n", example.tokens()));
    }
    long number = before.get(row.part().partition()) + row.place();
    return number < validationStart
        ? Split.TRAIN
        : number < testStart ? Split.VALIDATION : Split.TEST;
  }
}
