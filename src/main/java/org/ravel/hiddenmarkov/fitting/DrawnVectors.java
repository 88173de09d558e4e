package org.ravel.hiddenmarkov.fitting;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.error.InputException;
import org.ravel.spark.SparkJob;
import scala.Tuple2;

/** A few vectors of series by lot, which falls the same on any cluster. */
final class DrawnVectors {
  private static final int DRAWN = 2_000;

  private DrawnVectors() {}

  /**
   * Draws among those that are not missing wholly.
   *
   * @param groups of segments by number
   */
  static double[][] of(
      JavaSparkContext spark, JavaPairRDD<Integer, List<double[]>> groups, int width) {
    List<Drawn> drawn =
        SparkJob.run(
            spark,
            "train: draw values",
            () -> groups.flatMap(new Draw(width)).takeOrdered(DRAWN, new ByLot()));
    if (drawn.isEmpty()) {
      throw new InputException("all values of the training split are missing");
    }
    return drawn.stream().map(Drawn::vector).toArray(double[][]::new);
  }

  /** A vector and its place: that of its step in a group. */
  private record Drawn(int group, int step, double[] vector) implements Serializable {
    /** SplitMix64's finaliser (Steele, Lea and Flood 2014): as good as drawn at random. */
    long lot() {
      long mixed = (long) group << 32 | step;
      mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
      return mixed ^ mixed >>> 31;
    }
  }

  /** Lots of different places differ, as the mixing is one to one. */
  private record ByLot() implements Comparator<Drawn>, Serializable {
    @Override
    public int compare(Drawn a, Drawn b) {
      return Long.compare(a.lot(), b.lot());
    }
  }

  private record Draw(int width)
      implements FlatMapFunction<Tuple2<Integer, List<double[]>>, Drawn> {
    @Override
    public Iterator<Drawn> call(Tuple2<Integer, List<double[]>> group) {
      double[] values = group._2().stream().flatMapToDouble(Arrays::stream).toArray();
      Stream<Drawn> all =
          IntStream.range(0, values.length / width)
              .mapToObj(
                  step ->
                      new Drawn(
                          group._1(),
                          step,
                          Arrays.copyOfRange(values, step * width, (step + 1) * width)));
      return all.filter(drawn -> !Arrays.stream(drawn.vector()).allMatch(Double::isNaN)).iterator();
    }
  }
}
