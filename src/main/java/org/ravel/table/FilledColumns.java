package org.ravel.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ravel.table.LineCells.Cells;

/**
 * Puts values into columns of the steps of a {@link ColumnRecords record}, and leaves all other
 * characters as they are. A column that is the next one behind a line's last is added to the line.
 *
 * @param columns that are filled, by number or name; from left to right
 */
public record FilledColumns(TableFormat format, TableSettings.Layout layout, List<String> columns)
    implements Serializable {

  /** Columns, by number or name, from left to right. */
  public static List<String> ascending(List<String> columns) {
    return columns.stream().sorted(Comparator.comparing(NumberedColumns::number)).toList();
  }

  /**
   * A record's lines with gaps.
   *
   * @param between what stands before, between and behind the gaps: one more than there are gaps
   */
  public record Gaps(List<String> between) {

    /**
     * The lines.
     *
     * @param values as many as gaps: those of the first step, column by column, then of the next
     */
    public String fill(List<String> values) {
      if (values.size() != between.size() - 1) {
        throw new IllegalArgumentException(
            "%d values for %d gaps".formatted(values.size(), between.size() - 1));
      }
      StringBuilder filled = new StringBuilder(between.get(0));
      for (int i = 0; i < values.size(); i++) {
        filled.append(values.get(i)).append(between.get(i + 1));
      }
      return filled.toString();
    }
  }

  /**
   * The gaps of a record.
   *
   * @throws MalformedRecordException if a line ends before the column in front of one
   */
  public Gaps gaps(InputRow row) {
    LineCells divided = new LineCells(layout.separator());
    List<Integer> numbers = columns.stream().map(NumberedColumns::number).toList();
    List<String> between = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String[] lines = row.record().raw().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      text.append(i > 0 ? "\n" : "");
      if (lines[i].isBlank() || ColumnRecords.isComment(format, lines[i])) {
        text.append(lines[i]);
      } else {
        open(row, divided.of(lines[i]), numbers, between, text);
      }
    }
    between.add(text.toString());
    return new Gaps(between);
  }

  private void open(
      InputRow row, Cells cells, List<Integer> numbers, List<String> between, StringBuilder text) {
    String line = cells.line();
    if (ColumnRecords.isPassedOver(format, cells.cell(0))) {
      text.append(line);
      return;
    }
    int copied = 0;
    int last = cells.count();
    for (int number : numbers) {
      if (number <= cells.count()) {
        text.append(line, copied, cells.start(number - 1));
        copied = cells.end(number - 1);
      } else if (number == last + 1) {
        text.append(line, copied, cells.end(cells.count() - 1)).append(divider(cells));
        copied = cells.end(cells.count() - 1);
        last = number;
      } else {
        throw row.part()
            .refuse(
                row.place(),
                "has a line of %d columns, behind which a label would not be in column %d: %s"
                    .formatted(cells.count(), number, line.strip()),
                "correct it, or set prediction.label-columns");
      }
      between.add(text.toString());
      text.setLength(0);
    }
    text.append(line, copied, line.length());
  }

  /** What stands between the line's last two cells. */
  private String divider(Cells cells) {
    int last = cells.count() - 1;
    if (last > 0) {
      return cells.line().substring(cells.end(last - 1), cells.start(last));
    }
    return layout.separator() == null ? " " : layout.separator();
  }
}
