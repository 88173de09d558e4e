package org.ravel.table;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Rows of NumPy's arrays. */
public record NpyRecords() implements SourceRecords {
  /** The column with the image's name. */
  public static final String IMAGE = "image";

  /** The column with its features, as {@link org.ravel.sequence.Values.OfReals}. */
  public static final String FEATURES = "features";

  static final List<String> NAMES = List.of(IMAGE, FEATURES);

  @Override
  public Cursor read(TablePart part, Iterator<Row> rows) {
    return () -> rows.hasNext() ? record(rows.next()) : null;
  }

  private static SourceRecord record(Row row) {
    return new SourceRecord(null, NAMES, new ImageValues(row.getString(0), row.getAs(1)));
  }
}
