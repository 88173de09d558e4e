package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.measure.Figure;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Field;
import org.ravel.sequence.IdSets;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;

class SetTallyTest {
  private static final LabelNames NAMES = new LabelNames(List.of("a", "b", "c", "never"));
  private static final int UNKNOWN = NAMES.other();
  private static final SetFacts FACTS = SetFacts.unknown();

  /** A sequence: its labels, and the log-odds that a model gives. */
  private record Row(int[] gold, float[] odds) {

    boolean has(int label) {
      return Arrays.stream(gold).anyMatch(id -> id == label);
    }

    double probability(int label) {
      return 1 / (1 + Math.exp(-odds[label]));
    }
  }

  private static SetTally tally(List<Row> rows, int from, int to, double threshold) {
    SetTally tally = new SetTally(NAMES, threshold, FACTS, true);
    add(rows, from, to, tally);
    return tally;
  }

  private static void add(List<Row> rows, int from, int to, Tally<?> tally) {
    try (GivenOdds odds = new GivenOdds(NAMES.other())) {
      for (int i = from; i < to; i++) {
        Row row = rows.get(i);
        Example example =
            new Example(
                i,
                List.of(new Values.OfIds(new int[] {1}), new Values.OfIds(row.gold())),
                Origin.of(0));
        Batch batch = new Batch(Field.of(new int[] {1}), IdSets.of(row.gold()));
        try (Prediction prediction = odds.of(row.odds())) {
          tally.add(new TargetRow(i - from, example, 0, batch, 0), prediction);
        }
      }
    }
  }

  private static LabelSets measures(SetSums sums, double threshold) {
    return sums.measures(PredictedRow.names(NAMES), FACTS, threshold);
  }

  private static double value(LabelSets measures, String figure) {
    return measures.figure(figure).map(Figure::value).orElseThrow();
  }

  /** By hand: three sequences and four labels, of which the last is nowhere. */
  @Test
  void figuresAreThoseOfHandArithmetic() {
    // ln 3 is a probability of 3/4.
    float yes = (float) Math.log(3);
    float no = -yes;
    List<Row> rows =
        List.of(
            new Row(new int[] {0, 1}, new float[] {yes, yes, no, no}),
            new Row(new int[] {2}, new float[] {yes, no, yes, no}),
            new Row(new int[0], new float[] {no, no, no, no}),
            new Row(new int[] {0, UNKNOWN}, new float[] {no, no, no, no}));

    LabelSets found = measures(tally(rows, 0, 4, 0.5).sums(), 0.5);

    assertThat(found.targets()).isEqualTo(4);
    assertThat(found.unknown()).isEqualTo(1);
    // Right 3, predicted 4, true 5, the unknown one among them.
    assertThat(value(found, "micro F1")).isCloseTo(6 / 9.0, within(1e-12));
    assertThat(value(found, "micro precision")).isCloseTo(3 / 4.0, within(1e-12));
    assertThat(value(found, "micro recall")).isCloseTo(3 / 5.0, within(1e-12));
    // a: 1 of 2 and 2; b and c are all right; "never" is left out.
    assertThat(value(found, "macro F1")).isCloseTo((0.5 + 1 + 1) / 3, within(1e-12));
    // 1, 2/3, 1 of two empty sets, 0.
    assertThat(value(found, "sample F1")).isCloseTo((1 + 2 / 3.0 + 1) / 4, within(1e-12));
    assertThat(value(found, "exact match")).isEqualTo(0.5);
    // One too many, two missed, of 4 · 4 labels and an unknown one.
    assertThat(value(found, "Hamming loss")).isCloseTo(3 / 17.0, within(1e-12));
    double right = -Math.log(0.75);
    double wrong = -Math.log(0.25);
    assertThat(found.loss()).isCloseTo((14 * right + 2 * wrong) / 4, within(1e-6));
    // Of answers of 3/4 three of four are right, of those of 1/4 one of twelve.
    assertThat(value(found, "calibration error"))
        .isCloseTo((0 + 12 * Math.abs(0.25 - 1 / 12.0)) / 16, within(1e-6));
    assertThat(found.worst()).hasSize(2);
    assertThat(found.worst().get(0).gold()).containsExactly("c");
    assertThat(found.worst().get(1).gold()).containsExactly("a", "(none of the labels)");
    assertThat(found.course().keySet()).containsExactly("micro F1", "exact match");
  }

  /**
   * What scikit-learn defines: f1_score (micro, macro, samples with zero_division=1),
   * accuracy_score, hamming_loss and roc_auc_score, counted cell by cell over the whole matrix.
   */
  @Test
  void figuresAreThoseOfTheWholeMatrix() {
    long seed = new Random().nextLong();
    List<Row> rows = rows(new Random(seed), 60, false);
    double threshold = 0.4;

    LabelSets found = measures(tally(rows, 0, 60, threshold).sums(), threshold);

    double macro = 0;
    double nats = 0;
    long[] all = new long[3];
    long wrong = 0;
    for (int label = 0; label < 3; label++) {
      long[] counts = new long[3];
      for (Row row : rows) {
        boolean given = row.probability(label) >= threshold;
        counts[0] += given && row.has(label) ? 1 : 0;
        counts[1] += given ? 1 : 0;
        counts[2] += row.has(label) ? 1 : 0;
        wrong += given != row.has(label) ? 1 : 0;
        nats -= Math.log(row.has(label) ? row.probability(label) : 1 - row.probability(label));
      }
      macro += 2.0 * counts[0] / (counts[1] + counts[2]) / 3;
      Arrays.setAll(all, i -> all[i] + counts[i]);
      double area = area(rows, label);
      int place = label;
      assertThat(found.rankings().get(label))
          .as("seed %d, label %d", seed, place)
          .satisfies(
              ranking ->
                  assertThat(ranking.area()).isCloseTo(area, within(ranking.error() + 1e-12)));
    }
    for (Row row : rows) {
      nats -= Math.log(1 - row.probability(3));
    }
    double samples = 0;
    long exact = 0;
    for (Row row : rows) {
      int[] given =
          IntStream.range(0, 3).filter(label -> row.probability(label) >= threshold).toArray();
      long both = Arrays.stream(given).filter(row::has).count();
      int size = given.length + row.gold().length;
      samples += size == 0 ? 1 : 2.0 * both / size;
      exact += 2 * both == size ? 1 : 0;
    }
    assertThat(value(found, "micro F1"))
        .as("seed %d", seed)
        .isCloseTo(2.0 * all[0] / (all[1] + all[2]), within(1e-12));
    assertThat(value(found, "macro F1")).isCloseTo(macro, within(1e-12));
    assertThat(value(found, "sample F1")).isCloseTo(samples / 60, within(1e-12));
    assertThat(value(found, "exact match")).isCloseTo(exact / 60.0, within(1e-12));
    assertThat(value(found, "Hamming loss")).isCloseTo(wrong / 240.0, within(1e-12));
    assertThat(found.loss()).isCloseTo(nats / 60, within(1e-9));
  }

  private static double area(List<Row> rows, int label) {
    double above = 0;
    long pairs = 0;
    for (Row member : rows) {
      for (Row other : rows) {
        if (member.has(label) && !other.has(label)) {
          pairs++;
          above += Math.signum(member.odds()[label] - other.odds()[label]) / 2 + 0.5;
        }
      }
    }
    return above / pairs;
  }

  private static List<Row> rows(Random random, int number, boolean unknown) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int[] gold =
          IntStream.range(0, unknown ? UNKNOWN + 1 : 3)
              .filter(label -> label != 3 && random.nextInt(3) == 0)
              .toArray();
      float[] odds = new float[UNKNOWN];
      for (int label = 0; label < 3; label++) {
        int at = label;
        boolean is = Arrays.stream(gold).anyMatch(id -> id == at);
        odds[label] = (float) (random.nextGaussian() + (is ? 1 : -1));
      }
      odds[3] = -5;
      rows.add(new Row(gold, odds));
    }
    return rows;
  }

  @Test
  void blocksAddUpToTheSameInAnyOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Row> rows = rows(random, 40, true);
    LabelSets whole = measures(tally(rows, 0, 40, 0.5).sums(), 0.5);
    SetSums late = tally(rows, 25, 40, 0.5).sums();
    SetSums early = tally(rows, 0, 10, 0.5).sums();
    SetSums middle = tally(rows, 10, 25, 0.5).sums();
    assertThat(measures(late.plus(early).plus(middle), 0.5))
        .as("seed %d", seed)
        .usingRecursiveComparison()
        // Within a block numbers are rounded.
        .withComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
        .isEqualTo(whole);
  }

  /** What the gate counts of each sequence comes to the figures of the report. */
  @Test
  void figuresOfTheUnitsAreThoseOfTheReport() {
    long seed = new Random().nextLong();
    List<Row> rows = rows(new Random(seed), 50, true);
    LabelSets found = measures(tally(rows, 0, 50, 0.3).sums(), 0.3);
    SetUnits units = new SetUnits(NAMES, 0.3, true);
    double[] sums = new double[units.width()];
    add(
        rows,
        0,
        50,
        new Tally<double[]>() {
          @Override
          public void add(TargetRow targets, Prediction prediction) {
            units.add(targets, 0, targets.steps(), prediction, sums, 0);
          }

          @Override
          public double[] sums() {
            return sums;
          }
        });
    Map<Metric, Double> expected =
        Map.of(
            Metric.MICRO_F1, value(found, "micro F1"),
            Metric.MACRO_F1, value(found, "macro F1"),
            Metric.ACCURACY, found.exactMatch(),
            Metric.LOSS, found.loss());
    assertThat(units.shown()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (metric, value) ->
            assertThat(units.statistic(metric).of(sums))
                .as("seed %d, %s", seed, metric)
                .isCloseTo(value, within(1e-12)));
    assertThat(units.measured(sums)).isEqualTo(50);
  }

  /** A model whose outputs are no numbers has a loss that is none, and gives no set. */
  @Test
  void whatIsNoNumberIsWrong() {
    List<Row> rows = List.of(new Row(new int[0], new float[] {Float.NaN, 0, 0, 0}));
    LabelSets found = measures(tally(rows, 0, 1, 0.5).sums(), 0.5);
    assertThat(found.loss()).isNaN();
    assertThat(found.exactMatch()).isZero();
    assertThat(found.sampleF1()).isZero();
  }

  /** Naive Bayes for each label, by its formula over the examples themselves. */
  @Test
  void baselinesAreTheirFormulas() {
    int[][] words = {{1, 1, 2}, {2, 3}, {1, 4, 4}, {3, 3, 5}};
    int[][] labels = {{0, 1}, {0}, {1}, {}};
    List<Example> training = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      int[] read = words[i];
      training.add(CountedTraining.example(read, Integer.MAX_VALUE));
      Arrays.stream(labels[i]).forEach(label -> training.add(CountedTraining.example(read, label)));
    }
    LabelCounts counts = CountedTraining.of(Alignment.WHOLE, training, 8, 2);

    // Word 7 is in no training sequence; word 5 in one without a label.
    int[] asked = {1, 5, 7, 2, 1};
    double[] found = IndependentBayes.of(counts).logOdds(CountedTraining.example(asked));

    for (int label = 0; label < 2; label++) {
      double odds = 0;
      for (boolean with : new boolean[] {true, false}) {
        int wanted = label;
        List<int[]> of =
            IntStream.range(0, 4)
                .filter(i -> Arrays.stream(labels[i]).anyMatch(id -> id == wanted) == with)
                .mapToObj(i -> words[i])
                .toList();
        int[] all = of.stream().flatMapToInt(Arrays::stream).toArray();
        double score = Math.log(of.size());
        for (int word : new int[] {1, 5, 2, 1}) {
          long count = Arrays.stream(all).filter(each -> each == word).count();
          score += Math.log((count + 1.0) / (all.length + 5));
        }
        odds += with ? score : -score;
      }
      assertThat(found[label]).isCloseTo(odds, within(1e-12));
    }
    assertThat(LabelShares.of(counts).logOdds(CountedTraining.example(asked)))
        .containsExactly(Math.log(3 / 3.0), Math.log(3 / 3.0));
  }
}
