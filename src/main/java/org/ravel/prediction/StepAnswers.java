package org.ravel.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.ravel.table.CountedTable;
import org.ravel.table.FilledColumns.Gaps;
import org.ravel.table.GatheredSequences;
import org.ravel.table.InputRow;
import scala.Tuple2;

/**
 * The answers of gathered sequences, which go back to the rows that were their steps.
 *
 * @param apart whether each step has an answer of its own
 */
record StepAnswers(boolean apart) implements RowOutput {

  @Override
  public List<Row> head() {
    return List.of();
  }

  @Override
  public Gaps gaps(InputRow row) {
    return null;
  }

  @Override
  public int rows(InputRow row) {
    return numbers(row).length;
  }

  private static long[] numbers(InputRow sequence) {
    return (long[]) sequence.record().value(GatheredSequences.ROWS);
  }

  /** A row with the sequence's answer, which {@link #beside} takes apart. */
  @Override
  public Row row(ReadRow read, RowAnswer answer) {
    return RowFactory.create(
        numbers(read.row()),
        apart,
        answer.isKnown(),
        answer.labels(),
        answer.probabilities(),
        answer.all());
  }

  /**
   * The rows of a table, each with what was said of its step, in the table's order. Rows of
   * sequences that were left out are left out.
   */
  static JavaRDD<Row> beside(CountedTable table, JavaRDD<Row> answers, AddedColumns output) {
    return table
        .rows()
        .zipPartitions(table.inOrder(answers.flatMapToPair(StepAnswers::steps)), new Join(output));
  }

  private static Iterator<Tuple2<Long, RowAnswer>> steps(Row sequence) {
    long[] rows = sequence.getAs(0);
    boolean apart = sequence.getAs(1);
    boolean isKnown = sequence.getAs(2);
    int[] labels = sequence.getAs(3);
    double[] probabilities = sequence.getAs(4);
    RowAnswer whole =
        isKnown ? RowAnswer.labelled(labels, probabilities, sequence.getAs(5)) : RowAnswer.NONE;
    List<Tuple2<Long, RowAnswer>> steps = new ArrayList<>();
    for (int step = 0; step < rows.length; step++) {
      RowAnswer answer =
          apart
              ? RowAnswer.labelled(
                  new int[] {labels[step]}, new double[] {probabilities[step]}, null)
              : whole;
      steps.add(new Tuple2<>(rows[step], answer));
    }
    return steps.iterator();
  }

  private record Join(AddedColumns output)
      implements FlatMapFunction2<Iterator<InputRow>, Iterator<Tuple2<Long, RowAnswer>>, Row> {

    @Override
    public Iterator<Row> call(Iterator<InputRow> rows, Iterator<Tuple2<Long, RowAnswer>> answers) {
      return new AnsweredRows(rows, answers, output);
    }
  }
}
