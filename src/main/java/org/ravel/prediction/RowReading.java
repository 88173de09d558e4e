package org.ravel.prediction;

import java.io.Serializable;
import org.ravel.config.MalformedText;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.MalformedExample;
import org.ravel.example.ReadSteps;
import org.ravel.example.StepReader;
import org.ravel.table.InputRow;
import org.ravel.table.MalformedRecordException;

/**
 * How a row becomes what the model reads. A row whose columns hold nothing has no step, and is not
 * malformed.
 *
 * @param longest the most steps that are read
 */
record RowReading(StepReader reader, int longest, MalformedText malformed) implements Serializable {

  /**
   * Reads a row.
   *
   * @return null if it is left out
   * @throws MalformedRecordException if it is malformed, and is not to be left out
   */
  ReadRow read(InputRow row, ExampleEncoder encoder, RowOutput output) {
    try {
      ReadSteps whole = steps(row, encoder);
      ReadSteps read = whole.count() > longest ? whole.part(0, longest) : whole;
      return new ReadRow(row, whole, encoder.inputs(read), output.gaps(row));
    } catch (MalformedExample e) {
      return leftOut(
          row.part()
              .refuse(row.place(), e.getMessage(), "correct it, or set prediction.malformed=skip"));
    } catch (MalformedRecordException e) {
      return leftOut(e);
    }
  }

  private ReadRow leftOut(MalformedRecordException e) {
    if (malformed == MalformedText.SKIP) {
      return null;
    }
    throw e;
  }

  private ReadSteps steps(InputRow row, ExampleEncoder encoder) throws MalformedExample {
    boolean isEmpty =
        reader.columns().stream().allMatch(column -> row.record().value(column) == null);
    return isEmpty ? encoder.nothing() : reader.steps(row.record());
  }
}
