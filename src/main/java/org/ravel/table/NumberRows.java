package org.ravel.table;

import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.ravel.error.InputException;
import org.ravel.wording.Phrases;

/** Gives the rows of a partition their numbers in the whole input. */
public final class NumberRows implements Function2<Integer, Iterator<Row>, Iterator<InputRow>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<TablePlan> plan;
  private final RowReader reader;

  /** A function of Spark's partitions. */
  public NumberRows(Broadcast<TablePlan> plan, RowReader reader) {
    this.plan = plan;
    this.reader = reader;
  }

  @Override
  public Iterator<InputRow> call(Integer partition, Iterator<Row> rows) {
    TablePart part = plan.value().part(partition);
    Iterator<Row> guarded = new GuardedRows(rows, reader.settings());
    return new Numbered(
        reader.read(part, guarded),
        part,
        plan.value().firstRow(partition),
        reader.settings().names().command());
  }

  private static final class Numbered implements Iterator<InputRow> {
    private final Iterator<SourceRecord> records;
    private final TablePart part;
    private final long firstRow;
    private final String command;
    private long place;

    Numbered(Iterator<SourceRecord> records, TablePart part, long firstRow, String command) {
      this.records = records;
      this.part = part;
      this.firstRow = firstRow;
      this.command = command;
    }

    /** The last row is the one that was counted last, or all numbers that follow are wrong. */
    @Override
    public boolean hasNext() {
      boolean more = records.hasNext();
      if (more != place < part.rows()) {
        throw new InputException(
            "%s changed while it was read: it had %s from offset %d when they were counted; run ravel %s again when nobody writes to it"
                .formatted(part.file(), Phrases.count(part.rows(), "row"), part.start(), command));
      }
      return more;
    }

    @Override
    public InputRow next() {
      return new InputRow(firstRow + place, part, place++, records.next());
    }
  }
}
