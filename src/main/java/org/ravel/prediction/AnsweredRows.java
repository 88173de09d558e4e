package org.ravel.prediction;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.ravel.table.InputRow;
import scala.Tuple2;

/** Rows of a chunk with their answers, both in the order of the rows' numbers. */
final class AnsweredRows implements Iterator<Row> {
  private final Iterator<InputRow> rows;
  private final Iterator<Tuple2<Long, RowAnswer>> answers;
  private final AddedColumns output;
  private final Queue<Row> ready;

  AnsweredRows(
      Iterator<InputRow> rows, Iterator<Tuple2<Long, RowAnswer>> answers, AddedColumns output) {
    this.rows = rows;
    this.answers = answers;
    this.output = output;
    this.ready = new ArrayDeque<>(output.head());
  }

  /** Reads all rows, also those behind the last answer: the table checks their number. */
  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      if (!answers.hasNext()) {
        rows.next();
        continue;
      }
      Tuple2<Long, RowAnswer> answer = answers.next();
      InputRow row = rows.next();
      while (row.number() < answer._1()) {
        row = rows.next();
      }
      ready.add(output.row(row, answer._2()));
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
