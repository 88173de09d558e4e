package org.ravel.table;

import java.util.List;
import java.util.stream.Collectors;

/** Values as a record of CSV. */
public final class CsvText {
  private CsvText() {}

  /** The record, without its line end. Null is nothing between commas, an empty text two quotes. */
  public static String record(List<?> values) {
    return values.stream().map(CsvText::value).collect(Collectors.joining(","));
  }

  private static String value(Object value) {
    String text = value == null ? "" : JsonText.plain(value);
    boolean quoted = value != null && (text.isEmpty() || isSpecial(text));
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static boolean isSpecial(String text) {
    return text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
        || Character.isWhitespace(text.charAt(0))
        || Character.isWhitespace(text.charAt(text.length() - 1));
  }
}
