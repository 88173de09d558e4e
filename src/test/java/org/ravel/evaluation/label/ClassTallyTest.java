package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.evaluation.measure.Classes;
import org.ravel.evaluation.measure.ConfusedPair;
import org.ravel.evaluation.measure.Figure;
import org.ravel.evaluation.measure.LabelMatches;
import org.ravel.evaluation.measure.LengthMatches;

class ClassTallyTest {
  private static final LabelNames TWO = new LabelNames(List.of("no", "yes"));

  /**
   * The files hold classes and logits from a random generator, and what scikit-learn 1.2.1 (of
   * Debian 12) says of them: accuracy_score, f1_score, precision_recall_fscore_support, log_loss,
   * roc_auc_score (multi_class="ovr", average="macro") and confusion_matrix. The calibration error
   * is numpy's, with digitize over 15 bins.
   */
  @ParameterizedTest
  @CsvSource({"classes-2.txt, 2", "classes-4.txt, 4"})
  void agreesWithScikitLearn(String file, int classes) {
    LabelNames names =
        new LabelNames(IntStream.range(0, classes).mapToObj(id -> "class-" + id).toList());
    ClassTally tally = new ClassTally(names, TrainingFacts.unknown(), true);
    Map<String, double[]> expected = new HashMap<>();
    for (String line : Resources.lines(file)) {
      String[] words = line.split(" ");
      if (words[0].matches("\\d+")) {
        softmax(Integer.parseInt(words[0]), numbers(words)).addTo(tally);
      } else if (!words[0].equals("#")) {
        expected.put(words[0], numbers(words));
      }
    }

    Classes found = tally.sums().measures(PredictedRow.names(names), TrainingFacts.unknown());

    assertThat(found.accuracy()).isCloseTo(expected.get("accuracy")[0], within(1e-12));
    assertThat(found.macroF1()).isCloseTo(expected.get("macro-f1")[0], within(1e-12));
    assertThat(found.microF1()).isCloseTo(expected.get("micro-f1")[0], within(1e-12));
    assertThat(found.loss()).isCloseTo(expected.get("log-loss")[0], within(1e-12));
    assertThat(found.calibrationError()).isCloseTo(expected.get("ece")[0], within(1e-12));
    double worst = found.rankings().stream().mapToDouble(Classes.Ranking::error).max().orElse(1);
    assertThat(worst).isLessThan(5e-4);
    assertThat(found.area()).isCloseTo(expected.get("auc")[0], within(worst + 1e-12));
    long[] confused = new long[classes];
    for (int id = 0; id < classes; id++) {
      LabelMatches label = found.byLabel().get(id);
      double[] each = expected.get(label.name());
      assertThat(label.matches().precision()).isCloseTo(each[0], within(1e-12));
      assertThat(label.matches().recall()).isCloseTo(each[1], within(1e-12));
      assertThat(label.matches().f1()).isCloseTo(each[2], within(1e-12));
      assertThat((double) label.matches().gold()).isEqualTo(each[3]);
      assertThat(found.rankings().get(id).area())
          .isCloseTo(
              expected.get("auc-" + id)[0], within(found.rankings().get(id).error() + 1e-12));
      confused[id] = label.matches().right();
    }
    double[] matrix = expected.get("confusion");
    assertThat(found.matrix().counts().stream().flatMap(List::stream).mapToDouble(x -> x).toArray())
        .isEqualTo(matrix);
    for (Classes.Ranking ranking : found.rankings()) {
      assertThat(trapezoids(ranking.curve())).isCloseTo(ranking.area(), within(5e-3));
    }
    for (ConfusedPair pair : found.confusions()) {
      int gold = names.names().indexOf(pair.gold());
      int predicted = names.names().indexOf(pair.predicted());
      assertThat((double) pair.count()).isEqualTo(matrix[gold * classes + predicted]);
      confused[gold] += pair.count();
    }
    assertThat((double) Arrays.stream(confused).sum()).isEqualTo(Arrays.stream(matrix).sum());
  }

  private static double trapezoids(List<Classes.RocPoint> curve) {
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      Classes.RocPoint from = curve.get(i - 1);
      Classes.RocPoint to = curve.get(i);
      area +=
          (to.falsePositives() - from.falsePositives())
              * (to.truePositives() + from.truePositives())
              / 2;
    }
    assertThat(curve.get(0)).isEqualTo(new Classes.RocPoint(0, 0));
    assertThat(curve.get(curve.size() - 1)).isEqualTo(new Classes.RocPoint(1, 1));
    return area;
  }

  private static double[] numbers(String[] words) {
    return Arrays.stream(words)
        .skip(1)
        .filter(word -> !word.matches("[a-z].*"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static PredictedRow softmax(int gold, double[] logits) {
    double logSum = Math.log(Arrays.stream(logits).map(Math::exp).sum());
    int best =
        IntStream.range(0, logits.length)
            .reduce(0, (one, other) -> logits[other] > logits[one] ? other : one);
    double[] nats = Arrays.stream(logits).map(logit -> logSum - logit).toArray();
    return new PredictedRow(
        new int[] {1, 2}, new int[] {gold}, new int[] {best}, new double[][] {nats});
  }

  @Test
  void sequencesAreCountedByTheirLength() {
    List<PredictedRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      int gold = i % 2;
      // Of three steps all are right, of seven every other one, of twenty none.
      int answer = i < 4 ? gold : i < 8 ? 0 : 1 - gold;
      int steps = i < 4 ? 3 : i < 8 ? 7 : 20;
      rows.add(
          new PredictedRow(
              new int[steps],
              new int[] {gold},
              new int[] {answer},
              new double[][] {{Math.log(2), Math.log(2)}}));
    }
    Classes found =
        PredictedRow.shuffled(
                rows, 5, () -> new ClassTally(TWO, TrainingFacts.unknown(), true), new Random(3))
            .measures(PredictedRow.names(TWO), TrainingFacts.unknown());
    assertThat(found.byLength())
        .containsExactly(
            new LengthMatches(3, 4, 4), new LengthMatches(7, 4, 2), new LengthMatches(20, 4, 0));
    assertThat(found.rightUpTo()).hasValue(3);
  }

  @Test
  void reliabilityIsByHowSureTheModelIs() {
    ClassTally tally = new ClassTally(TWO, TrainingFacts.unknown(), true);
    // 0.6 is the upper edge of the bin (8/15, 9/15], and 0.9 lies in (13/15, 14/15].
    sure(0.6, 1, 1).addTo(tally);
    sure(0.9, 1, 1).addTo(tally);
    sure(0.9, 0, 1).addTo(tally);

    Classes classes = tally.sums().measures(PredictedRow.names(TWO), TrainingFacts.unknown());

    assertThat(classes.reliability())
        .filteredOn(bin -> bin.answers() > 0)
        .extracting(bin -> List.of(Math.round(15 * bin.low()), bin.answers(), bin.right()))
        .containsExactly(List.of(8L, 1L, 1L), List.of(13L, 2L, 1L));
    assertThat(classes.calibrationError())
        .isCloseTo((1 - 0.6) / 3 + Math.abs(0.5 - 0.9) * 2 / 3, within(1e-12));
  }

  private static PredictedRow sure(double probability, int gold, int answer) {
    double[] nats = new double[2];
    nats[answer] = -Math.log(probability);
    nats[1 - answer] = -Math.log(1 - probability);
    return new PredictedRow(
        new int[] {1}, new int[] {gold}, new int[] {answer}, new double[][] {nats});
  }

  @Test
  void blocksMeetInAnyOrder() {
    long seed = 22;
    Random random = new Random(seed);
    List<PredictedRow> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(softmax(random.nextInt(4), random.doubles(3, -5, 5).toArray()));
    }
    LabelNames names = new LabelNames(List.of("a", "b", "c"));

    List<Classes> classes =
        IntStream.range(0, 5)
            .mapToObj(
                order ->
                    PredictedRow.shuffled(
                            rows,
                            9,
                            () -> new ClassTally(names, TrainingFacts.unknown(), true),
                            random)
                        .measures(PredictedRow.names(names), TrainingFacts.unknown()))
            .toList();

    assertThat(classes).as("seed %d", seed).containsOnly(classes.get(0));
    assertThat(classes.get(0).targets()).isEqualTo(100);
    assertThat(classes.get(0).unknown()).isPositive();
    assertThat(classes.get(0).rankings()).hasSize(3);
  }

  @Test
  void aModelWhoseOutputsAreNotNumbersIsNeverRight() {
    ClassTally tally = new ClassTally(TWO, TrainingFacts.unknown(), true);
    new PredictedRow(
            new int[] {1}, new int[] {0}, new int[] {0}, new double[][] {{Double.NaN, Double.NaN}})
        .addTo(tally);

    Classes classes = tally.sums().measures(PredictedRow.names(TWO), TrainingFacts.unknown());

    assertThat(classes.accuracy()).isZero();
    assertThat(classes.figures())
        .filteredOn(figure -> figure.value() == null)
        .extracting(Figure::name)
        .containsExactly("ROC AUC", "log loss", "calibration error");
  }
}
