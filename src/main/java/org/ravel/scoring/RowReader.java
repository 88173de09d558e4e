package org.ravel.scoring;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.ravel.config.ScoringConfig.Format;

/**
 * How a row is read that comes from {@link InputTable}.
 *
 * @param place the index of its file, behind which the first byte and the length of its split stand
 */
record RowReader(Format format, SourceRecords records, int place) implements Serializable {

  /** The split that a row stands in. */
  Split split(int partition, Row row) {
    return new Split(
        partition,
        InputTable.path(row.getString(place)),
        row.getLong(place + 1),
        row.getLong(place + 2),
        0,
        List.of());
  }
}
