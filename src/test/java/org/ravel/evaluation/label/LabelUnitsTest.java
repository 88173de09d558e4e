package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.measure.Labels;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;

class LabelUnitsTest {
  private static final LabelNames CHUNKS =
      new LabelNames(List.of("O", "B-NP", "I-NP", "B-VP", "I-VP", "B-never"));
  private static final SpanLabels SPANS = SpanLabels.of(CHUNKS.names()).orElseThrow();
  private static final int UNKNOWN = CHUNKS.other();

  /** Sums that the units' are added up in. */
  private record Added(LabelUnits units, double[] sums) implements Tally<double[]> {
    @Override
    public void add(TargetRow targets, Prediction prediction) {
      units.add(targets, 0, targets.steps(), prediction, sums, 0);
    }

    @Override
    public double[] sums() {
      return sums;
    }
  }

  @Test
  void figuresOfTheSumsAreThoseOfTheReport() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    LabelTally tally = new LabelTally(CHUNKS, SPANS, TrainingFacts.unknown());
    LabelUnits units = new LabelUnits(CHUNKS, SPANS, true);
    Added added = new Added(units, new double[units.width()]);
    for (int sequence = 0; sequence < 40; sequence++) {
      int steps = 1 + random.nextInt(9);
      // The last label never occurs, and some true ones are none of the set.
      int[] gold = random.ints(steps, 0, 5).map(id -> id == 4 ? UNKNOWN : id).toArray();
      int[] answer = random.ints(steps, 0, 5).toArray();
      double[][] nats = new double[steps][];
      for (int step = 0; step < steps; step++) {
        answer[step] = random.nextBoolean() && gold[step] < UNKNOWN ? gold[step] : answer[step];
        nats[step] = DoubleStream.generate(random::nextDouble).limit(UNKNOWN).toArray();
      }
      PredictedRow row = new PredictedRow(new int[steps], gold, answer, nats);
      row.addTo(tally);
      row.addTo(added);
    }
    Labels labels = tally.sums().measures(PredictedRow.names(CHUNKS), TrainingFacts.unknown());
    assertThat(labels.unknown()).as("seed %d", seed).isPositive();
    require(added, Metric.ACCURACY, labels.accuracy(), seed);
    require(added, Metric.LOSS, labels.loss(), seed);
    require(added, Metric.SPAN_F1, labels.spans().f1(), seed);
    require(added, Metric.MACRO_F1, labels.macroF1(), seed);
    assertThat(units.shown())
        .containsExactly(Metric.SPAN_F1, Metric.MACRO_F1, Metric.ACCURACY, Metric.LOSS);
    assertThat(units.measured(added.sums()))
        .isEqualTo((double) (labels.targets() - labels.unknown()));
  }

  private static void require(Added added, Metric metric, double figure, long seed) {
    assertThat(added.units().statistic(metric).of(added.sums()))
        .as("seed %d, %s", seed, metric)
        .isCloseTo(figure, within(1e-12));
  }

  @Test
  void whatWasNotCountedIsNoFigure() {
    LabelUnits plain = new LabelUnits(CHUNKS, null, false);
    assertThat(plain.shown()).containsExactly(Metric.ACCURACY, Metric.LOSS);
    for (Metric metric : List.of(Metric.SPAN_F1, Metric.MACRO_F1, Metric.PERPLEXITY)) {
      assertThatThrownBy(() -> plain.statistic(metric))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A model whose outputs are not numbers has no figures. */
  @Test
  void whatIsNoNumberSpoilsTheSums() {
    LabelUnits units = new LabelUnits(CHUNKS, null, false);
    Added added = new Added(units, new double[units.width()]);
    double[][] nats = {new double[UNKNOWN]};
    Arrays.fill(nats[0], Double.NaN);
    new PredictedRow(new int[1], new int[] {1}, new int[] {1}, nats).addTo(added);
    assertThat(added.sums()[LabelUnits.HITS]).isZero();
    assertThat(units.loss(added.sums())).isNaN();
  }
}
