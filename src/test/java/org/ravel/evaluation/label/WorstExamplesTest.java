package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.measure.WorstExample;

class WorstExamplesTest {
  private static final LabelNames LABELS = new LabelNames(List.of("A", "B"));

  private static PredictedRow row(int[] gold, int[] predicted, double... nats) {
    double[][] all =
        Arrays.stream(nats).mapToObj(x -> new double[] {x, x}).toArray(double[][]::new);
    return new PredictedRow(IntStream.range(0, gold.length).toArray(), gold, predicted, all);
  }

  private static List<WorstExample> worst(List<PredictedRow> rows) {
    LabelTally tally = new LabelTally(LABELS, null, TrainingFacts.unknown());
    for (int index = 0; index < rows.size(); index++) {
      rows.get(index).addTo(tally, index);
    }
    return tally.sums().measures(PredictedRow.names(LABELS), TrainingFacts.unknown()).worst();
  }

  @Test
  void sequencesWithAWrongLabelByTheirLoss() {
    List<WorstExample> worst =
        worst(
            List.of(
                row(new int[] {0, 1}, new int[] {0, 1}, 9, 9),
                row(new int[] {0, 1}, new int[] {0, 0}, 1, 2),
                row(new int[] {1}, new int[] {0}, 3.5),
                row(new int[] {0, 1}, new int[] {1, 1}, 1, 2),
                row(new int[] {0}, new int[] {1}, Double.POSITIVE_INFINITY)));

    assertThat(worst).extracting(WorstExample::index).containsExactly(4L, 2L, 1L, 3L);
    assertThat(worst.get(2))
        .isEqualTo(
            new WorstExample(
                1, "f0", 3, 2, 0, List.of("w0", "w1"), List.of("A", "B"), List.of("A", "A"), null));
  }

  @Test
  void ofALongSequenceWhatIsAroundTheFirstMistakeIsKept() {
    int[] gold = new int[500];
    int[] predicted = new int[500];
    predicted[300] = 1;
    WorstExample worst = worst(List.of(row(gold, predicted, new double[500]))).get(0);

    assertThat(worst.from()).isEqualTo(290);
    assertThat(worst.steps()).isEqualTo(500);
    assertThat(worst.tokens()).hasSize(WorstExamples.STEPS).startsWith("w290");
    assertThat(worst.predicted().indexOf("B")).isEqualTo(10);
    assertThat(worst.gold()).hasSize(WorstExamples.STEPS).containsOnly("A");
  }

  @Test
  void theSameOnesInWhateverOrderBlocksMeet() {
    long seed = 3;
    Random random = new Random(seed);
    // Few different losses: which of equal ones are kept must not depend on the order.
    List<PredictedRow> rows =
        IntStream.range(0, 200)
            .mapToObj(i -> row(new int[] {0}, new int[] {1}, random.nextInt(4)))
            .toList();
    List<WorstExample> expected = worst(rows);
    assertThat(expected).hasSize(WorstExamples.KEPT);
    assertThat(expected.get(19).loss()).isEqualTo(3);

    List<Integer> order = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
    for (int repetition = 0; repetition < 5; repetition++) {
      Collections.shuffle(order, random);
      WorstExamples sums = new WorstExamples();
      for (int from = 0; from < 200; from += 40) {
        LabelTally tally = new LabelTally(LABELS, null, TrainingFacts.unknown());
        order.subList(from, from + 40).forEach(index -> rows.get(index).addTo(tally, index));
        sums = sums.plus(tally.sums().worst());
      }
      assertThat(sums.measures(PredictedRow.names(LABELS))).as("seed %d", seed).isEqualTo(expected);
    }
  }
}
