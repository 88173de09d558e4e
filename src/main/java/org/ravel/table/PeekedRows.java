package org.ravel.table;

import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Rows of which the first was looked at. */
final class PeekedRows implements Iterator<Row> {
  private final Iterator<Row> rest;
  private Row first;

  PeekedRows(Row first, Iterator<Row> rest) {
    this.first = first;
    this.rest = rest;
  }

  @Override
  public boolean hasNext() {
    return first != null || rest.hasNext();
  }

  @Override
  public Row next() {
    if (first == null) {
      return rest.next();
    }
    Row row = first;
    first = null;
    return row;
  }
}
