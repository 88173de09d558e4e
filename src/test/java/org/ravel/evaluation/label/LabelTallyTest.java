package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.evaluation.measure.ConfusedPair;
import org.ravel.evaluation.measure.Figure;
import org.ravel.evaluation.measure.LabelMatches;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.Labels;
import org.ravel.evaluation.measure.Matches;

class LabelTallyTest {
  private static final List<String> CHUNKS =
      List.of("O", "B-NP", "I-NP", "B-VP", "I-VP", "B-PP", "I-PP");
  private static final LabelNames LETTERS = new LabelNames(List.of("A", "B", "C", "D"));

  /**
   * The files hold random spans in either scheme, three of ten labels replaced by any, and what
   * conlleval.pl (version of 2004-01-26, from the CoNLL-2000 shared task) printed for them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"spans-iob1.txt", "spans-iob2.txt"})
  void spansAreCountedAsTheConllScriptDoes(String file) {
    List<String> lines = Resources.lines(file);
    int end = IntStream.range(0, lines.size()).filter(i -> lines.get(i).startsWith("#")).sum();
    LabelTally tally =
        new LabelTally(
            new LabelNames(CHUNKS), SpanLabels.of(CHUNKS).orElseThrow(), TrainingFacts.unknown());
    List<int[]> sentence = new ArrayList<>();
    for (String line : lines.subList(0, end)) {
      if (line.isEmpty()) {
        row(sentence).addTo(tally);
        sentence.clear();
      } else {
        sentence.add(Arrays.stream(line.split(" ")).mapToInt(CHUNKS::indexOf).toArray());
      }
    }

    Labels labels =
        tally.sums().measures(PredictedRow.names(new LabelNames(CHUNKS)), TrainingFacts.unknown());

    Matches spans = labels.spans();
    List<String> printed = new ArrayList<>();
    printed.add(
        "processed %d tokens with %d phrases; found: %d phrases; correct: %d."
            .formatted(labels.targets(), spans.gold(), spans.predicted(), spans.right()));
    printed.add(
        String.format(
            Locale.ROOT,
            "accuracy: %6.2f%%; precision: %6.2f%%; recall: %6.2f%%; FB1: %6.2f",
            100 * labels.accuracy(),
            100 * spans.precision(),
            100 * spans.recall(),
            100 * spans.f1()));
    for (LabelMatches type : labels.spansByType()) {
      printed.add(
          String.format(
              Locale.ROOT,
              "%17s: precision: %6.2f%%; recall: %6.2f%%; FB1: %6.2f  %d",
              type.name(),
              100 * type.matches().precision(),
              100 * type.matches().recall(),
              100 * type.matches().f1(),
              type.matches().predicted()));
    }
    assertThat(printed).isEqualTo(lines.subList(end + 1, lines.size()));
    assertThat(labels.figure("span F1").orElseThrow().value()).isEqualTo(spans.f1());
  }

  private static PredictedRow row(List<int[]> goldAndPredicted) {
    return row(
        goldAndPredicted.stream().mapToInt(step -> step[0]).toArray(),
        goldAndPredicted.stream().mapToInt(step -> step[1]).toArray(),
        CHUNKS.size());
  }

  private static PredictedRow row(int[] gold, int[] predicted, int labels) {
    double[][] nats = new double[gold.length][labels];
    for (double[] step : nats) {
      Arrays.fill(step, Math.log(labels));
    }
    return new PredictedRow(new int[gold.length], gold, predicted, nats);
  }

  @Test
  void agreesWithArithmeticByHand() {
    // Tokens 7 and 9 are unseen; label 4 is none that training had; D is never true, C never given.
    double[][] nats = {{1, 9, 9, 9}, {9, 2, 9, 9}, {9, 9, 0.5, 9}, {0.25, 9, 9, 9}, {9, 9, 9, 9}};
    PredictedRow first =
        new PredictedRow(
            new int[] {1, 7, 2, 7, 9}, new int[] {0, 1, 2, 0, 4}, new int[] {0, 1, 0, 3, 1}, nats);
    PredictedRow second =
        new PredictedRow(
            new int[] {1, 9},
            new int[] {1, 1},
            new int[] {1, 1},
            new double[][] {nats[1], nats[1]});
    BitSet seen = new BitSet();
    seen.set(0, 7);
    TrainingFacts training =
        new TrainingFacts(
            seen,
            RareWords.NONE,
            Set.of(),
            false,
            List.of(
                new MostFrequentLabel(1),
                new WordLabels(new int[] {0, 1, 2, 3, 0, 1, 2, 0, 1, 1})));
    LabelTally tally = new LabelTally(LETTERS, null, training);
    first.addTo(tally);
    second.addTo(tally);

    Labels labels = tally.sums().measures(PredictedRow.names(LETTERS), training);

    assertThat(labels.targets()).isEqualTo(7);
    assertThat(labels.accuracy()).isEqualTo(4 / 7.0);
    assertThat(labels.unknown()).isEqualTo(1);
    assertThat(labels.loss()).isCloseTo((1 + 2 + 0.5 + 0.25 + 2 + 2) / 6, within(1e-15));
    assertThat(labels.sequenceAccuracy()).isEqualTo(1 / 2.0);
    assertThat(labels.unseen()).isEqualTo(4);
    assertThat(labels.unseenAccuracy()).isEqualTo(2 / 4.0);
    assertThat(labels.byLabel())
        .containsExactly(
            new LabelMatches("A", new Matches(1, 2, 2)),
            new LabelMatches("B", new Matches(3, 4, 3)),
            new LabelMatches("C", new Matches(0, 0, 1)),
            new LabelMatches("D", new Matches(0, 1, 0)));
    assertThat(labels.byLabel().get(1).matches().precision()).isEqualTo(3 / 4.0);
    assertThat(labels.byLabel().get(1).matches().recall()).isEqualTo(1);
    assertThat(labels.macroF1()).isCloseTo((1 / 2.0 + 6 / 7.0) / 4, within(1e-15));
    assertThat(labels.microF1()).isEqualTo(8 / 13.0);
    assertThat(labels.confusions())
        .extracting(ConfusedPair::gold, ConfusedPair::predicted, ConfusedPair::count)
        .containsExactly(
            tuple("A", "D", 1L), tuple("C", "A", 1L), tuple("(none of the labels)", "B", 1L));
    assertThat(labels.spansByType()).isEmpty();
    assertThat(labels.mostFrequent()).isEqualTo("B");
    // On the two sentences the model has 2 and 2 right, always B 1 and 2, the words' labels 2 and
    // 2.
    assertThat(labels.baselines())
        .extracting(LabelMeasures.Baseline::name, LabelMeasures.Baseline::right)
        .containsExactly(
            tuple("most frequent label", 3L), tuple("most frequent label of the word", 4L));
    // Differences 1 of 5 and 0 of 2 labels, 1/7 on the mean: 2/1 · ((1 − 5/7)² + (2/7)²) / 7².
    assertThat(labels.baselines().get(0).differenceError())
        .isCloseTo(Math.sqrt(2 * 2 * 4 / 49.0) / 7, within(1e-15));
    assertThat(labels.baselines().get(1).differenceError()).isZero();
    assertThat(labels.figures())
        .extracting(Figure::name)
        .containsExactly(
            "accuracy",
            "accuracy on unseen tokens",
            "sequences all right",
            "macro F1",
            "micro F1",
            "log loss");
  }

  @Test
  void blocksMeetInAnyOrder() {
    long seed = 21;
    Random random = new Random(seed);
    BitSet seen = new BitSet();
    seen.set(0, 5);
    List<PredictedRow> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int steps = 1 + random.nextInt(9);
      double[][] nats = new double[steps][];
      Arrays.setAll(nats, step -> random.doubles(CHUNKS.size(), 0, 20).toArray());
      rows.add(
          new PredictedRow(
              random.ints(steps, 0, 10).toArray(),
              random.ints(steps, 0, CHUNKS.size() + 1).toArray(),
              random.ints(steps, 0, CHUNKS.size()).toArray(),
              nats));
    }
    LabelNames names = new LabelNames(CHUNKS);
    SpanLabels spans = SpanLabels.of(CHUNKS).orElseThrow();
    TrainingFacts training =
        new TrainingFacts(
            seen,
            RareWords.NONE,
            Set.of(),
            false,
            List.of(new MostFrequentLabel(0), new MostFrequentLabel(2)));

    List<Labels> labels =
        IntStream.range(0, 5)
            .mapToObj(
                order ->
                    PredictedRow.shuffled(
                            rows, 7, () -> new LabelTally(names, spans, training), random)
                        .measures(PredictedRow.names(names), training))
            .toList();

    assertThat(labels).as("seed %d", seed).containsOnly(labels.get(0));
    assertThat(labels.get(0).targets())
        .isEqualTo(rows.stream().mapToLong(row -> row.gold().length).sum());
    assertThat(labels.get(0).spans().gold()).isPositive();
  }

  @Test
  void aModelWhoseOutputsAreNotNumbersIsNeverRight() {
    LabelTally tally = new LabelTally(LETTERS, null, TrainingFacts.unknown());
    double[] nothing = new double[4];
    Arrays.fill(nothing, Double.NaN);
    new PredictedRow(
            new int[2], new int[] {0, 1}, new int[] {0, 0}, new double[][] {nothing, nothing})
        .addTo(tally);

    Labels labels = tally.sums().measures(PredictedRow.names(LETTERS), TrainingFacts.unknown());

    assertThat(labels.accuracy()).isZero();
    assertThat(labels.loss()).isNaN();
    assertThat(labels.figure("log loss").orElseThrow().value()).isNull();
    assertThat(labels.confusions())
        .containsExactly(
            new ConfusedPair("A", "(none of the labels)", 1),
            new ConfusedPair("B", "(none of the labels)", 1));
  }
}
