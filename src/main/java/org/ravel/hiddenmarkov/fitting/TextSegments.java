package org.ravel.hiddenmarkov.fitting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.ravel.hiddenmarkov.inference.BaumWelch;
import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.hiddenmarkov.inference.SymbolCounts;

/** The segments of a text on Spark, in groups by number, and what is summed over them. */
final class TextSegments {
  private TextSegments() {}

  /** The segments of each group, in the order of their numbers. */
  static JavaPairRDD<Integer, int[][]> read(JavaSparkContext spark, ReadSegments read) {
    SegmentPlan plan = read.plan();
    return spark
        .parallelize(plan.files(), plan.files().size())
        .mapPartitionsToPair(read)
        .groupByKey(new HashPartitioner(plan.groups()))
        .mapValues(new InOrder());
  }

  /** What is expected of all segments with a model. */
  static SymbolCounts expected(
      JavaPairRDD<Integer, int[][]> segments, int groups, DiscreteHmm model) {
    return OrderedSum.of(segments.mapValues(new Expect(model)), groups);
  }

  /** How often each symbol stands in them. */
  static long[] counted(JavaPairRDD<Integer, int[][]> segments, int symbols) {
    return segments.values().map(new CountTokens(symbols)).treeReduce(new AddCounts());
  }

  private record InOrder() implements Function<Iterable<NumberedSegment>, int[][]> {
    @Override
    public int[][] call(Iterable<NumberedSegment> segments) {
      return StreamSupport.stream(segments.spliterator(), false)
          .sorted(Comparator.comparingInt(NumberedSegment::number))
          .map(NumberedSegment::tokens)
          .toArray(int[][]::new);
    }
  }

  private record Expect(DiscreteHmm model) implements Function<int[][], SymbolCounts> {
    @Override
    public SymbolCounts call(int[][] segments) {
      return new BaumWelch(model).expect(List.of(segments).iterator());
    }
  }

  private record CountTokens(int symbols) implements Function<int[][], long[]> {
    @Override
    public long[] call(int[][] segments) {
      long[] counts = new long[symbols];
      Stream.of(segments).flatMapToInt(Arrays::stream).forEach(id -> counts[id]++);
      return counts;
    }
  }

  private record AddCounts() implements Function2<long[], long[], long[]> {
    @Override
    public long[] call(long[] a, long[] b) {
      for (int i = 0; i < a.length; i++) {
        a[i] += b[i];
      }
      return a;
    }
  }
}
