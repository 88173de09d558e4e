package org.ravel.table;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * How a row is read that comes from {@link InputTable}.
 *
 * @param place the index of its file, behind which the first byte and the length of its part stand
 */
public record RowReader(TableSettings settings, SourceRecords records, int place)
    implements Serializable {

  /** The part of a file that a row stands in. */
  TablePart part(int partition, Row row) {
    return new TablePart(
        partition,
        InputTable.path(row.getString(place)),
        row.getLong(place + 1),
        row.getLong(place + 2),
        0,
        0,
        List.of());
  }

  /** The records of a part. */
  WholeRecords read(TablePart part, Iterator<Row> rows) {
    return new WholeRecords(records.read(part, rows), settings.malformed());
  }
}
