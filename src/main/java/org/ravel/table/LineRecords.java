package org.ravel.table;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.ravel.table.LineCells.Cells;
import org.ravel.table.TableSettings.Use;

/** Lines that are divided into columns, without quotes. Lines without characters are none. */
record LineRecords(TableSettings settings) implements SourceRecords {

  @Override
  public Cursor read(TablePart part, Iterator<Row> rows) {
    return new Records(part, new SourceText(part, rows, settings.malformed()));
  }

  private final class Records implements Cursor {
    private final TablePart part;
    private final SourceText lines;
    private final NumberedColumns columns;
    private long number;

    Records(TablePart part, SourceText lines) {
      this.part = part;
      this.lines = lines;
      this.columns = NumberedColumns.of(settings);
    }

    @Override
    public SourceRecord next() {
      while (lines.hasNext()) {
        String line = lines.next(number++);
        if (!line.isEmpty() && !line.equals("\r")) {
          return record(line);
        }
      }
      return null;
    }

    private SourceRecord record(String line) {
      Cells all = columns.cells().of(line);
      String[] cells = columns.of(all);
      if (cells == null) {
        throw part.refuse(number - 1, "has no column %s".formatted(columns.last()), "correct it");
      }
      return settings.use() == Use.EXAMPLES
          ? new SourceRecord(null, settings.columns(), values(cells))
          : new SourceRecord(line, NumberedColumns.names(all.count()), values(all));
    }

    private static List<Object> values(Cells cells) {
      return IntStream.range(0, cells.count()).<Object>mapToObj(cells::cell).toList();
    }

    private static List<Object> values(String[] cells) {
      return Collections.unmodifiableList(Arrays.asList((Object[]) cells));
    }
  }
}
