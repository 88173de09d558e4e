package org.ravel.config;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which columns of the input hold what.
 *
 * @param input what is read; several are joined by a space
 * @param target the labels; several are joined by a space
 * @param accept of recognition: says whether a string belongs to the language; null where nothing
 *     does
 * @param known of series: covariates that are known of the future too
 * @param sequence says which sequence a row is a step of; null where a row is a whole sequence
 * @param time orders the steps of a sequence; null for the order of the rows
 * @param separator stands between two columns of a line; null for that of the format
 * @param labelSeparator stands between two labels of a text that holds a set of them
 * @param header whether the first record of CSV names the columns; otherwise they are numbered
 */
public record ColumnsConfig(
    List<String> input,
    List<String> target,
    String accept,
    List<String> known,
    String sequence,
    String time,
    String separator,
    String labelSeparator,
    boolean header)
    implements Serializable {

  public ColumnsConfig {
    Require.present("corpus.columns.input", input);
    Require.present("corpus.columns.target", target);
    requireSeparator("corpus.columns.separator", separator);
    Require.that(
        labelSeparator != null && !labelSeparator.isEmpty(),
        "corpus.columns.label-separator",
        labelSeparator,
        "be one character or more");
    Require.present("corpus.columns.known", known);
    input = List.copyOf(input);
    target = List.copyOf(target);
    known = List.copyOf(known);
  }

  /** The columns with numbers of series: those that are forecast, only read, and known. */
  public List<String> values() {
    return Stream.of(target, input, known).flatMap(List::stream).toList();
  }

  static void requireSeparator(String key, String separator) {
    Require.that(
        separator == null || separator.length() == 1,
        key,
        separator,
        "be one character, or null for that of the format");
  }
}
