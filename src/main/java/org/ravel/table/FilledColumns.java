package org.ravel.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    Pattern separator = NumberedColumns.separator(layout);
    List<Integer> numbers = columns.stream().map(NumberedColumns::number).toList();
    List<String> between = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String[] lines = row.record().raw().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      text.append(i > 0 ? "\n" : "");
      String line = lines[i];
      if (line.isBlank() || ColumnRecords.isComment(format, line)) {
        text.append(line);
      } else {
        String end = line.endsWith("\r") ? "\r" : "";
        open(
            row,
            separator,
            numbers,
            line.substring(0, line.length() - end.length()),
            between,
            text);
        text.append(end);
      }
    }
    between.add(text.toString());
    return new Gaps(between);
  }

  private void open(
      InputRow row,
      Pattern separator,
      List<Integer> numbers,
      String line,
      List<String> between,
      StringBuilder text) {
    List<int[]> cells = cells(separator, line);
    if (ColumnRecords.isPassedOver(format, line.substring(0, cells.get(0)[1]))) {
      text.append(line);
      return;
    }
    int copied = 0;
    int last = cells.size();
    for (int number : numbers) {
      if (number <= cells.size()) {
        int[] cell = cells.get(number - 1);
        text.append(line, copied, cell[0]);
        copied = cell[1];
      } else if (number == last + 1) {
        text.append(line, copied, line.length()).append(divider(line, cells));
        copied = line.length();
        last = number;
      } else {
        throw row.part()
            .refuse(
                row.place(),
                "has a line of %d columns, behind which a label would not be in column %d: %s"
                    .formatted(cells.size(), number, line),
                "correct it, or set prediction.label-columns");
      }
      between.add(text.toString());
      text.setLength(0);
    }
    text.append(line, copied, line.length());
  }

  /** Begin and end of each cell. */
  private static List<int[]> cells(Pattern separator, String line) {
    List<int[]> cells = new ArrayList<>();
    int start = 0;
    for (Matcher divider = separator.matcher(line); divider.find(); ) {
      cells.add(new int[] {start, divider.start()});
      start = divider.end();
    }
    cells.add(new int[] {start, line.length()});
    return cells;
  }

  /** What stands between the line's last two cells. */
  private String divider(String line, List<int[]> cells) {
    if (cells.size() > 1) {
      return line.substring(cells.get(cells.size() - 2)[1], cells.get(cells.size() - 1)[0]);
    }
    return layout.separator() == null ? " " : layout.separator();
  }
}
