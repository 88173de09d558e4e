package org.ravel.table;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.MalformedText;

/**
 * How a table is read.
 *
 * @param names for messages
 * @param layout where columns of text are
 * @param wanted the columns that must be there
 * @param use what becomes of the rows
 * @param chunkSize input bytes per unit of work
 */
public record TableSettings(
    Names names,
    TableFormat format,
    Layout layout,
    Wanted wanted,
    Use use,
    MalformedText malformed,
    long chunkSize)
    implements Serializable {

  /** What becomes of the rows. */
  public enum Use {
    /** Only the columns that must be there are read. */
    EXAMPLES,
    /** The rows are written again as they are. */
    RECORDS,
    /** The rows are put into a table, so that each has a column once. */
    TABLE
  }

  /** What the columns hold that must be there. */
  public enum Kind {
    /** Text. */
    TEXT,
    /** Steps: a text that is to be cut, or a list of strings. */
    STEPS,
    /** Steps that are numbers or arrays of numbers, and labels. */
    NUMBERS
  }

  /**
   * The columns that must be there.
   *
   * @param columns their names
   */
  public record Wanted(List<String> columns, Kind kind) implements Serializable {}

  /** Names of the columns that must be there. */
  List<String> columns() {
    return wanted.columns();
  }

  /** Whether these must hold strings. */
  boolean strings() {
    return wanted.kind() == Kind.TEXT;
  }

  /** Which column to name in place of one that is not there, for messages. */
  String otherColumn() {
    return strings() ? "the one that holds the text" : "one of these";
  }

  /**
   * Names for messages.
   *
   * @param command that reads the table
   * @param group of the settings that say how
   * @param column the setting that names columns
   * @param separator the setting that says what stands between them; null where none does
   */
  public record Names(String command, String group, String column, String separator)
      implements Serializable {}

  /**
   * Where the columns of text are.
   *
   * @param separator stands between two of them; null for any white space
   * @param header whether the first record names them; otherwise they are numbered from 1
   */
  public record Layout(String separator, boolean header) implements Serializable {
    /** That of RFC 4180. */
    public static final Layout CSV = new Layout(",", true);

    /**
     * That of a format.
     *
     * @param separator null for that of the format
     */
    public static Layout of(TableFormat format, String separator, boolean header) {
      return new Layout(separator == null ? separator(format) : separator, header);
    }

    private static String separator(TableFormat format) {
      return switch (format) {
        case COLUMNS -> null;
        case CSV -> ",";
        case CONLLU, LINES, TEXT, JSON, PARQUET, FILES, NPY -> "\t";
      };
    }
  }
}
