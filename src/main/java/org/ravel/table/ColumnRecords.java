package org.ravel.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.ravel.config.CorpusFormat;
import org.ravel.table.LineCells.Cells;
import org.ravel.table.TableSettings.Use;

/**
 * Steps on lines of their own, divided into columns, and an empty line behind the last one of a
 * sequence: its record has a list for each column. In CoNLL-U lines that begin with # are comments,
 * and the lines of multiword tokens (3-4) and of empty nodes (8.1) are passed over: the words of
 * the former follow, and the latter are not in the text.
 *
 * <p>Where the rows are written again as they are, a record has its lines: the empty ones before
 * its first, its own, and the empty one behind, which is added where the file ends without it.
 * Comments without a step are then a record with empty lists.
 */
record ColumnRecords(TableSettings settings) implements SourceRecords {
  private static final Pattern NO_WORD = Pattern.compile("\\d+[-.]\\d+");

  @Override
  public Cursor read(TablePart part, Iterator<Row> rows) {
    return new Records(part, new SourceText(part, rows, settings.malformed()));
  }

  /** Whether a line says something about a sequence, and is no step. */
  static boolean isComment(TableFormat format, String line) {
    return format == TableFormat.CONLLU && line.startsWith("#");
  }

  /** Whether the line with this first cell is no step. */
  static boolean isPassedOver(TableFormat format, String first) {
    return format == TableFormat.CONLLU
        && (first.indexOf('-') > 0 || first.indexOf('.') > 0)
        && NO_WORD.matcher(first).matches();
  }

  private final class Records implements Cursor {
    private final TablePart part;
    private final SourceText lines;
    private final NumberedColumns columns;

    Records(TablePart part, SourceText lines) {
      this.part = part;
      this.lines = lines;
      this.columns = NumberedColumns.of(settings);
    }

    @Override
    public SourceRecord next() {
      boolean whole = settings.use() == Use.RECORDS;
      StringBuilder raw = new StringBuilder();
      while (lines.hasNext()) {
        long first = lines.count() + 1;
        List<String> sequence = lines(raw);
        boolean steps = sequence.stream().anyMatch(line -> !isComment(line));
        if (steps || (whole && !sequence.isEmpty())) {
          return record(sequence, first, whole ? raw.substring(0, raw.length() - 1) : null);
        }
      }
      return null;
    }

    /**
     * The lines up to the next empty one.
     *
     * @param raw gets them and the empty one, each with a line feed
     */
    private List<String> lines(StringBuilder raw) {
      List<String> read = new ArrayList<>();
      String line = null;
      while (lines.hasNext() && (line == null || !line.isBlank())) {
        line = lines.next(lines.count());
        raw.append(line).append('\n');
        if (!line.isBlank()) {
          read.add(line);
        }
      }
      if (line != null && !line.isBlank()) {
        raw.append('\n');
      }
      return read;
    }

    private boolean isComment(String line) {
      return ColumnRecords.isComment(settings.format(), line);
    }

    /**
     * The record of some lines.
     *
     * @param first the number of the first one, from 1
     */
    private SourceRecord record(List<String> read, long first, String raw) {
      List<Object> values = new ArrayList<>();
      settings.columns().forEach(column -> values.add(new ArrayList<String>()));
      for (int i = 0; i < read.size(); i++) {
        if (!isComment(read.get(i))) {
          add(read.get(i), first + i, values);
        }
      }
      return new SourceRecord(raw, settings.columns(), values);
    }

    private void add(String line, long number, List<Object> values) {
      Cells all = columns.cells().of(line);
      if (settings.format() == TableFormat.CONLLU
          && all.count() != CorpusFormat.CONLLU_COLUMNS.size()) {
        throw malformed(all.count(), number, "10 of CoNLL-U");
      }
      if (isPassedOver(settings.format(), all.cell(0))) {
        return;
      }
      String[] cells = columns.of(all);
      if (cells == null) {
        throw malformed(all.count(), number, "%d or more".formatted(columns.last()));
      }
      for (int i = 0; i < cells.length; i++) {
        @SuppressWarnings("unchecked") // It was made above.
        List<String> column = (List<String>) values.get(i);
        column.add(cells[i]);
      }
    }

    private MalformedRecordException malformed(int found, long line, String wanted) {
      return new MalformedRecordException(
          "%s: line %d has %d columns, but must have %s; correct it, or set %s"
              .formatted(part.file(), line, found, wanted, settings.names().separator()));
    }
  }
}
