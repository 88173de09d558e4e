package org.ravel.prediction;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.MalformedText;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.MalformedExample;
import org.ravel.example.TokenReader;
import org.ravel.table.InputRow;
import org.ravel.table.MalformedRecordException;

/**
 * How a row becomes what the model reads. A row whose columns hold nothing has no token, and is not
 * malformed.
 *
 * @param longest the most tokens that are read
 */
record RowReading(TokenReader reader, int longest, MalformedText malformed)
    implements Serializable {

  /**
   * Reads a row.
   *
   * @return null if it is left out
   * @throws MalformedRecordException if it is malformed, and is not to be left out
   */
  ReadRow read(InputRow row, ExampleEncoder encoder, RowOutput output) {
    try {
      List<String> tokens = tokens(row);
      List<String> read = tokens.size() > longest ? tokens.subList(0, longest) : tokens;
      return new ReadRow(row, tokens, encoder.inputs(read), output.gaps(row));
    } catch (MalformedRecordException e) {
      if (malformed == MalformedText.SKIP) {
        return null;
      }
      throw e;
    }
  }

  private List<String> tokens(InputRow row) {
    boolean isEmpty =
        reader.columns().stream().allMatch(column -> row.record().value(column) == null);
    try {
      return isEmpty ? List.of() : reader.read(row.record());
    } catch (MalformedExample e) {
      throw row.part()
          .refuse(row.place(), e.getMessage(), "correct it, or set prediction.malformed=skip");
    }
  }
}
