package org.ravel.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.util.ClosureCleaner;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;
import org.ravel.testing.CapturedLog;
import org.ravel.testing.SparkFixture;

/** Spark's own interface is what these are held against. */
class PartitionsIT {
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());

  private JavaRDD<Integer> numbers(int count, int partitions) {
    return spark.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
  }

  @Test
  void elementsAreThoseOfSparkInTheirOrder() {
    for (int partitions : new int[] {1, 2, 5, 40}) {
      JavaRDD<Integer> numbers = numbers(23, partitions);
      assertThat(Partitions.collect(numbers)).isEqualTo(numbers.collect());
      assertThat(Partitions.collect(Partitions.map(numbers, new Sums())))
          .isEqualTo(numbers.mapPartitions(new Sums()).collect())
          .hasSize(partitions);
      assertThat(Partitions.collect(Partitions.mapEach(numbers, new Text())))
          .isEqualTo(numbers.map(new Text()).collect());
    }
    assertThat(Partitions.collect(numbers(0, 3))).isEmpty();
  }

  @Test
  void somePartitionsAreThoseThatSparkCollectsByNumber() {
    JavaRDD<Integer> numbers = numbers(10, 5);
    List<Integer>[] some = numbers.collectPartitions(new int[] {1, 4});
    assertThat(Partitions.collect(numbers, List.of(1, 4)))
        .isEqualTo(List.of(2, 3, 8, 9))
        .isEqualTo(Stream.of(some).flatMap(List::stream).toList());
    assertThat(Partitions.collect(numbers, List.of())).isEmpty();
  }

  @Test
  void pairsAreElementsToo() {
    var pairs = numbers(6, 2).mapToPair(number -> new scala.Tuple2<>(number % 3, number));
    assertThat(Partitions.collect(pairs)).isEqualTo(pairs.collect());
  }

  @Test
  void sumsAreThoseOfSparkAlsoWherePartitionsAreEmpty() {
    for (int partitions : new int[] {1, 7, Partitions.ADDED_AT_ONCE, 40}) {
      JavaRDD<Integer> numbers = numbers(10, partitions);
      assertThat(Partitions.reduce(numbers, new Add()))
          .isEqualTo(numbers.treeReduce(new Add()))
          .isEqualTo(45);
    }
    assertThatThrownBy(() -> Partitions.reduce(numbers(0, 3), new Add()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("empty collection");
  }

  @Test
  void fewPartitionsAreAddedUpInTheirOrder() {
    JavaRDD<String> letters = spark.parallelize(List.of("a", "b", "c", "d", "e", "f", "g"), 7);
    assertThat(Partitions.reduce(letters, new Append())).isEqualTo("abcdefg");
  }

  @Test
  void whatAFunctionThrowsIsTheJobsFailure() {
    assertThatThrownBy(
            () -> Partitions.collect(Partitions.map(numbers(1, 1), new Fail(new IOException("x")))))
        .hasRootCauseInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                SparkJob.run(
                    spark,
                    "it",
                    () ->
                        Partitions.collect(
                            Partitions.mapEach(numbers(1, 1), new FailEach("an input")))))
        .isInstanceOf(InputException.class)
        .hasMessage("an input");
  }

  @Test
  void sparksClosureCleanerReadsNoClasses() {
    try (CapturedLog log = CapturedLog.of(ClosureCleaner.class.getName(), Level.DEBUG)) {
      numbers(4, 2).mapPartitions(new Sums()).collect();
      assertThat(log.lines()).as("of Spark's own").anyMatch(line -> line.contains(": Cleaning"));
    }
    try (CapturedLog log = CapturedLog.of(ClosureCleaner.class.getName(), Level.DEBUG)) {
      JavaRDD<Integer> sums = Partitions.map(numbers(4, 2), new Sums());
      Partitions.collect(sums);
      Partitions.reduce(sums, new Add());
      Partitions.collect(Partitions.mapEach(numbers(4, 2), new Text()));
      assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(": Cleaning"));
    }
  }

  private static final class Sums implements FlatMapFunction<Iterator<Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Integer> call(Iterator<Integer> numbers) {
      int sum = 0;
      while (numbers.hasNext()) {
        sum += numbers.next();
      }
      return List.of(sum).iterator();
    }
  }

  private static final class Text implements Function<Integer, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String call(Integer number) {
      return "number " + number;
    }
  }

  private static final class Add implements Function2<Integer, Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer call(Integer a, Integer b) {
      return a + b;
    }
  }

  private static final class Append implements Function2<String, String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String call(String a, String b) {
      return a + b;
    }
  }

  private record Fail(Exception failure) implements FlatMapFunction<Iterator<Integer>, Integer> {
    @Override
    public Iterator<Integer> call(Iterator<Integer> numbers) throws Exception {
      throw failure;
    }
  }

  private record FailEach(String message) implements Function<Integer, Integer> {
    @Override
    public Integer call(Integer number) {
      throw new InputException(message);
    }
  }
}
