package org.ravel.scoring;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;

/**
 * Says which split a partition is, and counts its rows; nothing of a partition without rows. Rows
 * that are malformed are found here, before any work is done for others.
 */
final class CountRows implements Function2<Integer, Iterator<Row>, Iterator<Split>> {
  private static final long serialVersionUID = 1L;

  private final RowReader reader;

  CountRows(RowReader reader) {
    this.reader = reader;
  }

  @Override
  public Iterator<Split> call(Integer partition, Iterator<Row> unguarded) {
    Iterator<Row> rows = new GuardedRows(unguarded, reader.format());
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    Row row = rows.next();
    Split split = reader.split(partition, row);
    reader.read(row, split, 0, 0);
    long count = 1;
    for (; rows.hasNext(); count++) {
      reader.read(rows.next(), split, 0, count);
    }
    return List.of(new Split(partition, split.file(), split.start(), split.bytes(), count))
        .iterator();
  }
}
