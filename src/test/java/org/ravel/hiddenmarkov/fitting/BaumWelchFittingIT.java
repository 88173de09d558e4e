package org.ravel.hiddenmarkov.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.error.StoppedException;
import org.ravel.evaluation.WrittenShards;
import org.ravel.hiddenmarkov.HiddenMarkovText;
import org.ravel.hiddenmarkov.fitting.BaumWelchFitting.Fitted;
import org.ravel.hiddenmarkov.inference.BaumWelch;
import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.hiddenmarkov.inference.ExpectedCounts;
import org.ravel.shard.file.Sequence;
import org.ravel.spark.BroadcastScope;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;
import scala.Tuple2;

class BaumWelchFittingIT {
  private static final int TOKENS = 6;

  private final Storage storage = new Storage(new Configuration());
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());

  @TempDir private Path folder;
  private WrittenShards written;

  @BeforeEach
  void writeShards() throws IOException {
    written = WrittenShards.write(folder, TOKENS, 3);
  }

  /** Files of 10 and 4 sequences, in segments of 2 and groups of 3 segments. */
  @Test
  void sumsAreThoseOfAPlainLoop() {
    SegmentPlan plan = SegmentPlan.of(written.shards().split(Split.TRAIN), 5, 10, 30);
    assertThat(plan.groups()).isEqualTo(3);
    DiscreteHmm model = DiscreteHmm.random(3, new long[] {1, 2, 3, 4, 5, 6}, 1);
    List<int[]> segments = segments(2);
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      ReadSegments read =
          new ReadSegments(
              hadoop.broadcast(),
              written.shards().path().toString(),
              written.shards().manifest().schema(),
              plan,
              TOKENS);
      JavaPairRDD<Integer, List<int[]>> groups = TextSegments.read(spark, read);
      assertThat(
              groups.collect().stream()
                  .sorted((a, b) -> a._1() - b._1())
                  .flatMap(group -> group._2().stream()))
          .containsExactlyElementsOf(segments);
      ExpectedCounts<int[]> counts =
          OrderedSum.of(groups.mapValues(new BaumWelchRounds.Expect<>(model)), plan.groups());
      assertClose(counts, new BaumWelch<>(model).expect(segments.iterator()), model);
    }
  }

  /** To the last bit, whatever the order in which parts come and the tasks they come from. */
  @Test
  void sumsDoNotDependOnTheOrderInWhichTasksEnd() {
    DiscreteHmm model = DiscreteHmm.random(3, new long[] {1, 2, 3, 4, 5, 6}, 1);
    Random random = new Random(7);
    List<int[]> texts = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      texts.add(random.ints(5 + random.nextInt(9), 0, TOKENS).toArray());
    }
    double[] expected = null;
    for (int tasks : new int[] {1, 3, 7}) {
      List<Tuple2<Integer, ExpectedCounts<int[]>>> parts = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        parts.add(new Tuple2<>(i, new BaumWelch<>(model).expect(List.of(texts.get(i)).iterator())));
      }
      Collections.shuffle(parts, random);
      ExpectedCounts<int[]> sum = OrderedSum.of(spark.parallelizePairs(parts, tasks), parts.size());
      double[] emissions = ((DiscreteHmm) sum.maximised(model)).emissions();
      expected = expected == null ? emissions : expected;
      assertThat(emissions).isEqualTo(expected);
      assertClose(sum, new BaumWelch<>(model).expect(texts.iterator()), model);
    }
  }

  private static void assertClose(
      ExpectedCounts<int[]> counts, ExpectedCounts<int[]> expected, DiscreteHmm model) {
    assertThat(counts.seen()).isEqualTo(expected.seen());
    assertThat(counts.logLikelihood()).isCloseTo(expected.logLikelihood(), within(1e-9));
    DiscreteHmm next = (DiscreteHmm) counts.maximised(model);
    DiscreteHmm plain = (DiscreteHmm) expected.maximised(model);
    assertThat(next.emissions()).containsExactly(plain.emissions(), within(1e-12));
    assertThat(next.chain().starts()).containsExactly(plain.chain().starts(), within(1e-12));
    assertThat(next.chain().transitions())
        .containsExactly(plain.chain().transitions(), within(1e-12));
  }

  @Test
  void theBestStartIsKept() {
    List<String> told = new ArrayList<>();
    Fitted best = fitting(3, told).fit(spark, written.shards());
    double[] single = new double[3];
    for (int start = 0; start < 3; start++) {
      single[start] =
          new BaumWelchFitting(config(1), 5 + start, told::add)
              .fit(spark, written.shards())
              .logLikelihood();
    }
    int greatest =
        IntStream.range(0, 3)
            .boxed()
            .max((a, b) -> Double.compare(single[a], single[b]))
            .orElseThrow();
    assertThat(best.start()).isEqualTo(greatest + 1);
    assertThat(best.logLikelihood()).isEqualTo(single[greatest]);
    assertThat(best.seen()).isEqualTo(segments(2).stream().mapToInt(s -> s.length).sum());
    assertThat(best.iterations()).isEqualTo(6);
    assertThat(best.converged()).isFalse();
    assertThat(told).anyMatch(line -> line.startsWith("  start 3, iteration 6: "));
  }

  /** Stopped after each single iteration, and gone on with. */
  @Test
  void anInterruptedFitIsResumedToTheSameModel() {
    Fitted whole = fitting(2, new ArrayList<>()).fit(spark, written.shards());
    org.apache.hadoop.fs.Path kept =
        new org.apache.hadoop.fs.Path(folder.resolve("fit.bin").toUri());
    List<String> told = new ArrayList<>();
    int stops = 0;
    Fitted resumed = null;
    while (resumed == null) {
      try {
        resumed = fitting(2, told).fit(spark, written.shards(), storage, kept, () -> true);
      } catch (StoppedException e) {
        stops++;
        assertThat(e).hasMessageStartingWith("stopped by a signal; the same command goes on after");
      }
    }
    // Six iterations of each start, and the step from one start to the other.
    assertThat(stops).isEqualTo(13);
    assertThat(told).contains("  resuming after iteration 2 of start 2");
    assertThat(hmm(resumed).emissions()).isEqualTo(hmm(whole).emissions());
    assertThat(hmm(resumed).chain().transitions()).isEqualTo(hmm(whole).chain().transitions());
    assertThat(resumed.logLikelihood()).isEqualTo(whole.logLikelihood());
    assertThat(resumed.start()).isEqualTo(whole.start());
  }

  /** What was kept of other shards is not gone on with. */
  @Test
  void otherShardsAreFittedAnew() throws IOException {
    org.apache.hadoop.fs.Path kept =
        new org.apache.hadoop.fs.Path(folder.resolve("fit.bin").toUri());
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () ->
                fitting(1, new ArrayList<>())
                    .fit(
                        spark, written.shards(), storage, kept, () -> asked.incrementAndGet() == 3))
        .isInstanceOf(StoppedException.class);
    WrittenShards other =
        WrittenShards.write(Files.createDirectory(folder.resolve("b")), TOKENS, 4);
    List<String> told = new ArrayList<>();
    Fitted fitted = fitting(1, told).fit(spark, other.shards(), storage, kept, () -> false);
    assertThat(told).noneMatch(line -> line.contains("resuming"));
    assertThat(hmm(fitted).emissions())
        .isEqualTo(hmm(fitting(1, told).fit(spark, other.shards())).emissions());
  }

  @Test
  void moreStatesThanTokensAreRefused() {
    HiddenMarkovConfig many = config(1).with(100);
    assertThatThrownBy(() -> BaumWelchFitting.require(many, written.shards()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "model.hidden-markov.states is 100, but the training split has %d tokens"
                .formatted(written.shards().split(Split.TRAIN).targets()));
  }

  private static DiscreteHmm hmm(Fitted fitted) {
    return ((HiddenMarkovText) fitted.model()).hmm();
  }

  private static BaumWelchFitting fitting(int restarts, List<String> told) {
    return new BaumWelchFitting(config(restarts), 5, told::add);
  }

  private static HiddenMarkovConfig config(int restarts) {
    return new HiddenMarkovConfig(
        3, restarts, 6, 0, 0.1, 0.001, HiddenMarkovConfig.StateDecoding.VITERBI);
  }

  /** The training split in segments of so many sequences, by hand. */
  private List<int[]> segments(int sequences) {
    List<int[]> segments = new ArrayList<>();
    for (List<Sequence> file : written.files().get(Split.TRAIN)) {
      int last = -1;
      for (int from = 0; from < file.size(); from += sequences) {
        List<Integer> tokens = new ArrayList<>();
        for (Sequence sequence : file.subList(from, Math.min(from + sequences, file.size()))) {
          for (int i = 0; i < sequence.tokens().length; i++) {
            if (i > 0 || sequence.tokens()[0] != last) {
              tokens.add(sequence.tokens()[i]);
            }
          }
          last = sequence.tokens()[sequence.tokens().length - 1];
        }
        segments.add(tokens.stream().mapToInt(token -> token).toArray());
      }
    }
    return segments;
  }
}
