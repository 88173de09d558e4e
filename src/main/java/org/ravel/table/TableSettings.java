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
 * @param use what becomes of the rows
 * @param chunkSize input bytes per unit of work
 */
public record TableSettings(
    Names names,
    TableFormat format,
    Layout layout,
    List<String> columns,
    Use use,
    MalformedText malformed,
    long chunkSize)
    implements Serializable {

  /** What becomes of the rows. */
  public enum Use {
    /** Only the columns that must be there are read: texts, or lists of strings. */
    EXAMPLES,
    /** A text is read, and the rows are written again as they are. */
    RECORDS,
    /** A text is read, and the rows are put into a table, so that each has a column once. */
    TABLE
  }

  /** Whether the columns that must be there must hold strings. */
  boolean strings() {
    return use != Use.EXAMPLES;
  }

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
