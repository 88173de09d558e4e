package org.ravel.scoring;

import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.ravel.error.InputException;
import org.ravel.wording.Phrases;

/** Gives the rows of a partition their numbers in the whole input. */
final class NumberRows implements Function2<Integer, Iterator<Row>, Iterator<InputRow>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SplitPlan> plan;
  private final RowReader reader;

  NumberRows(Broadcast<SplitPlan> plan, RowReader reader) {
    this.plan = plan;
    this.reader = reader;
  }

  @Override
  public Iterator<InputRow> call(Integer partition, Iterator<Row> rows) {
    Split split = plan.value().split(partition);
    Iterator<Row> guarded = new GuardedRows(rows, reader.format());
    return new Numbered(
        reader.records().read(split, guarded), split, plan.value().firstRow(partition));
  }

  private static final class Numbered implements Iterator<InputRow> {
    private final Iterator<SourceRecord> records;
    private final Split split;
    private final long firstRow;
    private long place;

    Numbered(Iterator<SourceRecord> records, Split split, long firstRow) {
      this.records = records;
      this.split = split;
      this.firstRow = firstRow;
    }

    /** The last row is the one that was counted last, or all numbers that follow are wrong. */
    @Override
    public boolean hasNext() {
      boolean more = records.hasNext();
      if (more != place < split.rows()) {
        throw new InputException(
            "%s changed while it was read: it had %s from offset %d when they were counted; run ravel score again when nobody writes to it"
                .formatted(split.file(), Phrases.count(split.rows(), "row"), split.start()));
      }
      return more;
    }

    @Override
    public InputRow next() {
      return new InputRow(firstRow + place++, records.next());
    }
  }
}
