package org.ravel.hiddenmarkov.fitting;

import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFunction;
import org.ravel.hiddenmarkov.inference.ExpectedCounts;
import org.ravel.spark.Partitions;
import scala.Tuple2;

/**
 * A sum of counts in an order that follows from their numbers alone: neighbours first, then the
 * sums of neighbours. Doubles that are added in the order in which tasks end would differ from run
 * to run.
 */
final class OrderedSum {
  /** Sums that one task, or the driver, adds up at once. */
  static final int AT_ONCE = 8;

  private OrderedSum() {}

  /**
   * The sum.
   *
   * @param parts by their numbers, from 0
   * @param count how many there are
   */
  static <S> ExpectedCounts<S> of(JavaPairRDD<Integer, ExpectedCounts<S>> parts, int count) {
    JavaPairRDD<Integer, ExpectedCounts<S>> level = parts;
    int left = count;
    while (left > AT_ONCE) {
      left = (left - 1) / AT_ONCE + 1;
      level = level.mapToPair(new ByParent<S>()).groupByKey(left).mapValues(new AddInOrder<S>());
    }
    return add(Partitions.collect(level));
  }

  private static <S> ExpectedCounts<S> add(List<Tuple2<Integer, ExpectedCounts<S>>> parts) {
    return parts.stream()
        .sorted(Comparator.comparing(Tuple2::_1))
        .map(Tuple2::_2)
        .reduce(ExpectedCounts::add)
        .orElseThrow();
  }

  private record ByParent<S>()
      implements PairFunction<
          Tuple2<Integer, ExpectedCounts<S>>, Integer, Tuple2<Integer, ExpectedCounts<S>>> {
    @Override
    public Tuple2<Integer, Tuple2<Integer, ExpectedCounts<S>>> call(
        Tuple2<Integer, ExpectedCounts<S>> part) {
      return new Tuple2<>(part._1() / AT_ONCE, part);
    }
  }

  private record AddInOrder<S>()
      implements Function<Iterable<Tuple2<Integer, ExpectedCounts<S>>>, ExpectedCounts<S>> {
    @Override
    public ExpectedCounts<S> call(Iterable<Tuple2<Integer, ExpectedCounts<S>>> parts) {
      return add(StreamSupport.stream(parts.spliterator(), false).toList());
    }
  }
}
