package org.ravel.hiddenmarkov.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.error.InputException;
import org.ravel.error.StoppedException;
import org.ravel.hiddenmarkov.HiddenMarkovSeries;
import org.ravel.hiddenmarkov.fitting.BaumWelchFitting.Fitted;
import org.ravel.hiddenmarkov.inference.BaumWelch;
import org.ravel.hiddenmarkov.inference.ExpectedCounts;
import org.ravel.hiddenmarkov.inference.GaussianHmm;
import org.ravel.sequence.Horizon;
import org.ravel.shard.series.Stretch;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;
import scala.Tuple2;

class SeriesSegmentsIT {
  private static final Horizon HORIZON = new Horizon(3, 1, 1, 1, 0, true, Horizon.Base.VALUE, 1);

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());

  @TempDir private java.nio.file.Path folder;

  /**
   * Of two generations and 5 to 44 steps of two numbers, in segments of 10 steps and groups of some
   * 30.
   */
  private static SortedMap<Stretch, double[]> series() {
    Random random = new Random(31);
    SortedMap<Stretch, double[]> series = new TreeMap<>();
    for (int number = 0; number < 14; number++) {
      double[] values = new double[2 * (5 + random.nextInt(40))];
      for (int i = 0; i < values.length; i++) {
        double value = random.nextGaussian() + (i / 20 % 2 == 0 ? 0 : 4);
        values[i] = random.nextInt(9) == 0 ? Double.NaN : value;
      }
      series.put(new Stretch(number % 2 + 1, number * 3), values);
    }
    return series;
  }

  private static SeriesPlan plan(SortedMap<Stretch, Integer> lengths) {
    return SeriesPlan.of(lengths, 10, 30, 128);
  }

  private SeriesSegments segments(SortedMap<Stretch, double[]> series, int tasks, long shuffle) {
    List<Tuple2<Stretch, double[]>> all = new ArrayList<>();
    series.forEach((stretch, values) -> all.add(new Tuple2<>(stretch, values)));
    Collections.shuffle(all, new Random(shuffle));
    JavaPairRDD<Stretch, double[]> read = spark.parallelizePairs(all, tasks);
    return SeriesSegments.of(spark, read, HORIZON, 1e-3, SeriesSegmentsIT::plan);
  }

  @Test
  void sumsAreThoseOfAPlainLoop() {
    SortedMap<Stretch, double[]> series = series();
    List<double[]> plain = new ArrayList<>();
    for (double[] values : series.values()) {
      for (int from = 0; from < values.length; from += 20) {
        plain.add(Arrays.copyOfRange(values, from, Math.min(from + 20, values.length)));
      }
    }
    try (SeriesSegments segments = segments(series, 3, 1)) {
      assertThat(segments.count()).isGreaterThan(OrderedSum.AT_ONCE);
      assertThat(
              segments.groups().collect().stream()
                  .sorted((a, b) -> a._1() - b._1())
                  .flatMap(group -> group._2().stream()))
          .containsExactlyElementsOf(plain);
      GaussianHmm model = segments.start(3, 1);
      ExpectedCounts<double[]> counts = expected(segments, model);
      ExpectedCounts<double[]> loop = new BaumWelch<>(model).expect(plain.iterator());
      assertThat(counts.seen())
          .isEqualTo(
              plain.stream()
                  .flatMapToDouble(Arrays::stream)
                  .filter(value -> !Double.isNaN(value))
                  .count());
      assertThat(counts.logLikelihood()).isCloseTo(loop.logLikelihood(), within(1e-9));
      GaussianHmm next = (GaussianHmm) counts.maximised(model);
      GaussianHmm expected = (GaussianHmm) loop.maximised(model);
      assertThat(next.means()).containsExactly(expected.means(), within(1e-12));
      assertThat(next.variances()).containsExactly(expected.variances(), within(1e-12));
    }
  }

  private static ExpectedCounts<double[]> expected(SeriesSegments segments, GaussianHmm model) {
    return OrderedSum.of(
        segments.groups().mapValues(new BaumWelchRounds.Expect<>(model)), segments.count());
  }

  /** To the last bit, whatever the order in which series come and the tasks they come from. */
  @Test
  void aFitIsTheSameOnAnyCluster() {
    GaussianHmm first = null;
    for (int tasks : new int[] {1, 3, 7}) {
      try (SeriesSegments segments = segments(series(), tasks, tasks)) {
        GaussianHmm fitted = hmm(rounds(segments, KeptProgress.none(), false).run());
        first = first == null ? fitted : first;
        assertThat(fitted.means()).isEqualTo(first.means());
        assertThat(fitted.variances()).isEqualTo(first.variances());
        assertThat(fitted.chain().transitions()).isEqualTo(first.chain().transitions());
      }
    }
  }

  /** Stopped after each single iteration. */
  @Test
  void anInterruptedFitIsResumedToTheSameModel() {
    Path file = new Path(folder.resolve("fit.bin").toUri());
    try (SeriesSegments segments = segments(series(), 2, 1)) {
      Fitted whole = rounds(segments, KeptProgress.none(), false).run();
      KeptProgress<double[]> kept =
          KeptProgress.in(new Storage(new Configuration()), file, segments::read);
      int stops = 0;
      Fitted resumed = null;
      while (resumed == null) {
        try {
          resumed = rounds(segments, kept, true).run();
        } catch (StoppedException e) {
          stops++;
        }
      }
      // Four iterations of each start, and the step from one start to the other.
      assertThat(stops).isEqualTo(9);
      assertThat(resumed.logLikelihood()).isEqualTo(whole.logLikelihood());
      assertThat(hmm(resumed).means()).isEqualTo(hmm(whole).means());
      assertThat(hmm(resumed).variances()).isEqualTo(hmm(whole).variances());
    }
  }

  @Test
  void aConstantFeatureIsRefused() {
    SortedMap<Stretch, double[]> series = new TreeMap<>();
    series.put(new Stretch(1, 0), new double[] {1, 5, 2, 5, 3, 5});
    assertThatThrownBy(() -> segments(series, 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("value 2 of a step is the same at all steps")
        .hasMessageContaining("a hidden Markov model has nothing to learn");
  }

  private BaumWelchRounds<double[]> rounds(
      SeriesSegments segments, KeptProgress<double[]> kept, boolean stops) {
    HiddenMarkovConfig config =
        new HiddenMarkovConfig(3, 2, 4, 0, 0.1, 0.001, HiddenMarkovConfig.StateDecoding.VITERBI);
    return new BaumWelchRounds<>(
        config, 5, line -> {}, spark, segments, "digest", kept, () -> stops);
  }

  private static GaussianHmm hmm(Fitted fitted) {
    return ((HiddenMarkovSeries) fitted.model()).hmm();
  }
}
