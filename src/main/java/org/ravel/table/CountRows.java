package org.ravel.table;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;

/**
 * Says which split a partition is, counts its rows and names their columns; nothing of a partition
 * without rows. Rows that are malformed are found here, before any work is done for others.
 */
public final class CountRows implements Function2<Integer, Iterator<Row>, Iterator<TablePart>> {
  private static final long serialVersionUID = 1L;

  private final RowReader reader;

  /** A function of Spark's partitions. */
  public CountRows(RowReader reader) {
    this.reader = reader;
  }

  @Override
  public Iterator<TablePart> call(Integer partition, Iterator<Row> unguarded) {
    Iterator<Row> rows = new GuardedRows(unguarded, reader.settings());
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    Row first = rows.next();
    TablePart part = reader.part(partition, first);
    WholeRecords records = reader.read(part, new PeekedRows(first, rows));
    Set<String> names = new LinkedHashSet<>();
    List<String> last = List.of();
    long count = 0;
    for (; records.hasNext(); count++) {
      List<String> own = records.next().names();
      // Most rows have the columns of the one before.
      if (!own.equals(last)) {
        names.addAll(own);
        last = own;
      }
    }
    // A table's columns are the same in each row, and may have the same name.
    List<String> columns = names.size() < last.size() ? last : List.copyOf(names);
    return Stream.of(part.counted(count, records.skipped(), columns))
        .filter(counted -> counted.rows() + counted.skipped() > 0)
        .iterator();
  }
}
