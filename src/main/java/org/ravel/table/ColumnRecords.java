package org.ravel.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.ravel.config.CorpusFormat;

/**
 * Steps on lines of their own, divided into columns, and an empty line behind the last one of a
 * sequence: its record has a list for each column. In CoNLL-U lines that begin with # are comments,
 * and the lines of multiword tokens (3-4) and of empty nodes (8.1) are passed over: the words of
 * the former follow, and the latter are not in the text.
 */
record ColumnRecords(TableSettings settings) implements SourceRecords {
  private static final Pattern NO_WORD = Pattern.compile("\\d+[-.]\\d+");

  @Override
  public Cursor read(TablePart part, Iterator<Row> rows) {
    return new Records(part, new SourceText(part, rows, settings.malformed()));
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
      while (lines.hasNext()) {
        long first = lines.count() + 1;
        List<String> sequence = lines();
        if (!sequence.isEmpty()) {
          return record(sequence, first);
        }
      }
      return null;
    }

    /** The lines up to the next empty one; none if there are only comments. */
    private List<String> lines() {
      List<String> read = new ArrayList<>();
      boolean steps = false;
      while (lines.hasNext()) {
        String line = lines.next(lines.count());
        if (line.isBlank()) {
          break;
        }
        read.add(line);
        steps |= !isComment(line);
      }
      return steps ? read : List.of();
    }

    private boolean isComment(String line) {
      return settings.format() == TableFormat.CONLLU && line.startsWith("#");
    }

    /**
     * The record of some lines.
     *
     * @param first the number of the first one, from 1
     */
    private SourceRecord record(List<String> read, long first) {
      List<Object> values = new ArrayList<>();
      settings.columns().forEach(column -> values.add(new ArrayList<String>()));
      for (int i = 0; i < read.size(); i++) {
        if (!isComment(read.get(i))) {
          add(read.get(i), first + i, values);
        }
      }
      return new SourceRecord(null, settings.columns(), values);
    }

    private void add(String line, long number, List<Object> values) {
      String[] all = columns.cells(line);
      if (settings.format() == TableFormat.CONLLU) {
        if (all.length != CorpusFormat.CONLLU_COLUMNS.size()) {
          throw malformed(all.length, number, "10 of CoNLL-U");
        }
        if (NO_WORD.matcher(all[0]).matches()) {
          return;
        }
      }
      String[] cells = columns.of(all);
      if (cells == null) {
        throw malformed(all.length, number, "%d or more".formatted(columns.last()));
      }
      for (int i = 0; i < cells.length; i++) {
        @SuppressWarnings("unchecked") // It was made above.
        List<String> column = (List<String>) values.get(i);
        column.add(cells[i]);
      }
    }

    private MalformedRecordException malformed(int found, long line, String wanted) {
      return new MalformedRecordException(
          "%s: line %d has %d columns, but must have %s; correct it, or set %s.columns.separator"
              .formatted(part.file(), line, found, wanted, settings.names().group()));
    }
  }
}
