package org.ravel.table;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.ravel.config.CorpusFormat;

/**
 * Takes the wanted columns out of a line.
 *
 * @param separator stands between two columns
 * @param numbers of the wanted ones, from 1
 */
record NumberedColumns(Pattern separator, List<Integer> numbers) {
  /** As configured: numbers, or the names that the format has for them. */
  static NumberedColumns of(TableSettings settings) {
    return new NumberedColumns(
        separator(settings.layout()),
        settings.columns().stream().map(NumberedColumns::number).toList());
  }

  /** What divides columns. */
  static Pattern separator(TableSettings.Layout layout) {
    return layout.separator() == null
        ? Pattern.compile("[ \t]+")
        : Pattern.compile(Pattern.quote(layout.separator()));
  }

  /** The number of a column, from 1. */
  static int number(String column) {
    int named = CorpusFormat.CONLLU_COLUMNS.indexOf(column);
    return named < 0 ? Integer.parseInt(column) : named + 1;
  }

  /** Names of columns that have none of their own. */
  static List<String> names(int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).toList();
  }

  /** All cells of a line, the wanted ones among them. */
  String[] cells(String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    return separator.split(text, -1);
  }

  /** The wanted ones of cells; null if they are too few. */
  String[] of(String[] cells) {
    String[] wanted = new String[numbers.size()];
    for (int i = 0; i < wanted.length; i++) {
      int number = numbers.get(i);
      if (number > cells.length) {
        return null;
      }
      wanted[i] = cells[number - 1];
    }
    return wanted;
  }

  /** The largest number of a wanted column. */
  int last() {
    return Collections.max(numbers);
  }
}
