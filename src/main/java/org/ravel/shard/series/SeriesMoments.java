package org.ravel.shard.series;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.ravel.error.InputException;
import org.ravel.exact.ExactTotals;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;

/** Means and variances of the numbers of steps, from sums without rounding. */
public final class SeriesMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int width;

  /** By number: how many are not missing, their sum, and that of their squares. */
  private final ExactTotals totals;

  SeriesMoments(int width) {
    this.width = width;
    this.totals = new ExactTotals(3 * width);
  }

  /**
   * Those of series.
   *
   * @param series as {@link SeriesStretches} reads them
   * @param width numbers of a step
   * @param model that is fitted to them, in words for a message
   * @throws InputException if a number is the same at all steps, or always missing
   */
  public static SeriesMoments of(
      JavaSparkContext spark, JavaRDD<double[]> series, int width, String model) {
    SeriesMoments moments =
        SparkJob.run(
            spark,
            "train: moments of series",
            () ->
                Partitions.reduce(Partitions.map(series, new SumMoments(width)), new AddMoments()));
    moments.requireVariances(model);
    return moments;
  }

  private void requireVariances(String model) {
    double[] variances = variances();
    for (int i = 0; i < width; i++) {
      if (variances[i] == 0) {
        throw new InputException(
            "value %d of a step is the same at all steps of the training split, or always missing: a %s has nothing to learn; leave the column out"
                .formatted(i + 1, model));
      }
    }
  }

  /**
   * Takes a sequence.
   *
   * @param values shape [steps, width]; NaN is missing
   */
  void add(double[] values) {
    double[] sums = new double[3 * width];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        int number = i % width;
        sums[number]++;
        sums[width + number] += values[i];
        sums[2 * width + number] += values[i] * values[i];
      }
    }
    totals.add(sums);
  }

  SeriesMoments add(SeriesMoments other) {
    totals.add(other.totals);
    return this;
  }

  /** By number; 0 where all are missing. */
  public double[] means() {
    double[] sums = totals.values();
    double[] means = new double[width];
    for (int i = 0; i < width; i++) {
      means[i] = sums[i] == 0 ? 0 : sums[width + i] / sums[i];
    }
    return means;
  }

  /** By number; 0 where all are the same or missing. */
  public double[] variances() {
    double[] sums = totals.values();
    double[] means = means();
    double[] variances = new double[width];
    for (int i = 0; i < width; i++) {
      double square = sums[i] == 0 ? 0 : sums[2 * width + i] / sums[i];
      double variance = square - means[i] * means[i];
      // Less is what rounding leaves of a constant.
      variances[i] = variance > 1e-12 * square ? variance : 0;
    }
    return variances;
  }

  private record SumMoments(int width)
      implements FlatMapFunction<Iterator<double[]>, SeriesMoments> {
    @Override
    public Iterator<SeriesMoments> call(Iterator<double[]> sequences) {
      SeriesMoments moments = new SeriesMoments(width);
      sequences.forEachRemaining(moments::add);
      return List.of(moments).iterator();
    }
  }

  private record AddMoments() implements Function2<SeriesMoments, SeriesMoments, SeriesMoments> {
    @Override
    public SeriesMoments call(SeriesMoments a, SeriesMoments b) {
      return a.add(b);
    }
  }
}
