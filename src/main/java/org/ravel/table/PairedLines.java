package org.ravel.table;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.api.java.function.PairFunction;
import org.ravel.error.InputException;
import scala.Tuple2;

/**
 * The lines of two files side by side, as rows of two columns. Their places and chunks are those of
 * the first file's lines; the lines of the second move to where these are.
 */
final class PairedLines {
  private PairedLines() {}

  /**
   * Joins files.
   *
   * @param first their lines
   * @param second lines of as many files
   * @param partners each file of the second table by its path, with the one of the first
   * @param names of the two columns
   * @throws InputException if two files have different numbers of lines
   */
  static JavaRDD<InputRow> of(
      CountedTable first, CountedTable second, Map<String, String> partners, List<String> names) {
    Map<String, Long> lines = counts(first.plan());
    Map<String, Long> others = counts(second.plan());
    partners.forEach((other, file) -> requireSame(file, lines, other, others));
    Map<String, Long> starts = starts(first.plan());
    Map<String, Long> otherStarts = starts(second.plan());
    Map<String, Long> shifts = new HashMap<>();
    otherStarts.forEach(
        (other, start) -> shifts.put(other, starts.get(partners.get(other)) - start));
    return first
        .rows()
        .zipPartitions(
            first.inOrder(second.rows().mapToPair(new Numbered(shifts))), new Join(names));
  }

  private static void requireSame(
      String file, Map<String, Long> lines, String other, Map<String, Long> others) {
    long count = lines.getOrDefault(file, 0L);
    long otherCount = others.getOrDefault(other, 0L);
    if (count != otherCount) {
      throw new InputException(
          "%s has %,d lines but %s has %,d; the same lines of both must belong together: correct the files"
              .formatted(file, count, other, otherCount));
    }
  }

  private static Map<String, Long> counts(TablePlan plan) {
    Map<String, Long> counts = new HashMap<>();
    plan.parts().forEach(part -> counts.merge(part.file(), part.rows(), Long::sum));
    return counts;
  }

  /** The number of each file's first line. */
  private static Map<String, Long> starts(TablePlan plan) {
    Map<String, Long> starts = new HashMap<>();
    for (TablePart part : plan.parts()) {
      starts.merge(part.file(), plan.firstRow(part.partition()), Math::min);
    }
    return starts;
  }

  /** Lines by the number of the line that they belong to. */
  private record Numbered(Map<String, Long> shifts)
      implements PairFunction<InputRow, Long, String> {

    @Override
    public Tuple2<Long, String> call(InputRow row) {
      long shift = shifts.get(row.part().file());
      return new Tuple2<>(row.number() + shift, text(row));
    }
  }

  private static String text(InputRow row) {
    return (String) row.record().value(TextRecords.TEXT);
  }

  /** Puts the lines of a chunk side by side. */
  private record Join(List<String> names)
      implements FlatMapFunction2<Iterator<InputRow>, Iterator<Tuple2<Long, String>>, InputRow> {

    @Override
    public Iterator<InputRow> call(Iterator<InputRow> rows, Iterator<Tuple2<Long, String>> others) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public InputRow next() {
          InputRow row = rows.next();
          Tuple2<Long, String> other = others.next();
          if (other._1() != row.number()) {
            throw new IllegalStateException(
                "line %d was to be joined to line %d".formatted(other._1(), row.number()));
          }
          return new InputRow(
              row.number(),
              row.part(),
              row.place(),
              new SourceRecord(null, names, List.of(text(row), other._2())));
        }
      };
    }
  }
}
