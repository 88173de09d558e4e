package org.ravel.table;

import java.io.Serializable;
import java.util.List;

/**
 * A row of the input as it was read.
 *
 * @param raw the whole record, character by character; null in formats whose records are no text
 * @param names of its columns, in its own order
 * @param values of these columns; null where there is none
 */
public record SourceRecord(String raw, List<String> names, List<Object> values)
    implements Serializable {

  /** The value of a column; null if there is none. */
  public Object value(String column) {
    int place = names.indexOf(column);
    return place < 0 ? null : values.get(place);
  }
}
