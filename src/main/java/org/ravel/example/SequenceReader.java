package org.ravel.example;

import java.util.List;
import org.ravel.table.SourceRecord;
import org.ravel.table.StepColumns;
import org.ravel.table.StepTime;

/** Reads sequences whose steps were rows, and says which sequence it is where one is malformed. */
public final class SequenceReader implements StepReader {
  private static final long serialVersionUID = 1L;

  private final StepReader steps;
  private final StepColumns stepColumns;

  /**
   * For gathered rows.
   *
   * @param steps reads what is in their columns
   */
  public SequenceReader(StepReader steps, StepColumns stepColumns) {
    this.steps = steps;
    this.stepColumns = stepColumns;
  }

  @Override
  public List<String> columns() {
    return steps.columns();
  }

  @Override
  public ReadSteps steps(SourceRecord record) throws MalformedExample {
    Object id = TokenReader.value(record, stepColumns.sequence());
    try {
      if (stepColumns.time() != null) {
        requireOrder((List<?>) record.value(stepColumns.time()));
      }
      return steps.steps(record);
    } catch (MalformedExample e) {
      throw inSequence(id, e);
    }
  }

  static MalformedExample inSequence(Object id, MalformedExample e) {
    return new MalformedExample(
        "is the first of sequence %s, which %s".formatted(id, e.getMessage()));
  }

  private void requireOrder(List<?> times) throws MalformedExample {
    StepTime before = null;
    for (int step = 0; step < times.size(); step++) {
      StepTime time = StepTime.of(times.get(step));
      if (time == null) {
        throw new MalformedExample(
            "has %s in column %s, which must be a number or an ISO 8601 timestamp"
                .formatted(
                    times.get(step) == null ? "nothing" : "\"" + times.get(step) + "\"",
                    stepColumns.time()));
      }
      if (before != null && before.isDate() != time.isDate()) {
        throw new MalformedExample(
            "has numbers and timestamps in column %s".formatted(stepColumns.time()));
      }
      if (before != null && before.value().compareTo(time.value()) == 0) {
        throw new MalformedExample(
            "has the time %s in column %s twice".formatted(times.get(step), stepColumns.time()));
      }
      before = time;
    }
  }
}
