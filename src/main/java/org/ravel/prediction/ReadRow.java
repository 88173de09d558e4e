package org.ravel.prediction;

import java.util.List;
import org.ravel.example.ReadSteps;
import org.ravel.sequence.Values;
import org.ravel.table.FilledColumns.Gaps;
import org.ravel.table.InputRow;

/**
 * A row and what the model reads of it.
 *
 * @param whole all of the row
 * @param inputs what is read, column by column
 * @param gaps where labels are put into its lines; null where they are not
 */
record ReadRow(InputRow row, ReadSteps whole, List<Values> inputs, Gaps gaps) {

  /** Number of steps that are read. */
  int steps() {
    return inputs.get(0).steps();
  }
}
