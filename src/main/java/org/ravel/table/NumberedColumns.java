package org.ravel.table;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.config.CorpusFormat;
import org.ravel.table.LineCells.Cells;

/**
 * Takes the wanted columns out of a line.
 *
 * @param cells finds all
 * @param numbers of the wanted ones, from 1
 */
record NumberedColumns(LineCells cells, List<Integer> numbers) {
  /** As configured: numbers, or the names that the format has for them. */
  static NumberedColumns of(TableSettings settings) {
    return new NumberedColumns(
        new LineCells(settings.layout().separator()),
        settings.columns().stream().map(NumberedColumns::number).toList());
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

  /** The wanted ones of the cells of a line; null if they are too few. */
  String[] of(Cells cells) {
    String[] wanted = new String[numbers.size()];
    for (int i = 0; i < wanted.length; i++) {
      int number = numbers.get(i);
      if (number > cells.count()) {
        return null;
      }
      wanted[i] = cells.cell(number - 1);
    }
    return wanted;
  }

  /** The largest number of a wanted column. */
  int last() {
    return Collections.max(numbers);
  }
}
