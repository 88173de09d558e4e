package org.ravel.table;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.MalformedText;

/**
 * How a table is read.
 *
 * @param names for messages
 * @param layout where columns of text are
 * @param columns the columns that must be there
 * @param strings whether these columns must hold strings
 * @param asTable whether the rows are to be put into a table, so that JSON must not name a value
 *     twice
 * @param chunkSize input bytes per unit of work
 */
public record TableSettings(
    Names names,
    TableFormat format,
    Layout layout,
    List<String> columns,
    boolean strings,
    boolean asTable,
    MalformedText malformed,
    long chunkSize)
    implements Serializable {

  /**
   * Names for messages.
   *
   * @param command that reads the table
   * @param group of the settings that say how
   * @param column the setting that names columns
   */
  public record Names(String command, String group, String column) implements Serializable {}

  /**
   * Where the columns of text are.
   *
   * @param separator stands between two of them; null for any white space
   * @param header whether the first record names them; otherwise they are numbered from 1
   */
  public record Layout(String separator, boolean header) implements Serializable {
    /** That of RFC 4180. */
    public static final Layout CSV = new Layout(",", true);
  }
}
