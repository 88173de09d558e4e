package org.ravel.prediction;

import java.util.List;
import org.ravel.table.FilledColumns.Gaps;
import org.ravel.table.InputRow;

/**
 * A row and the tokens that the model reads.
 *
 * @param gaps where labels are put into its lines; null where they are not
 */
record ReadRow(InputRow row, List<String> tokens, int[] ids, Gaps gaps) {}
