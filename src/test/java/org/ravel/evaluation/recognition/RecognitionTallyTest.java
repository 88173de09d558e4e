package org.ravel.evaluation.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.measure.Figure;
import org.ravel.evaluation.measure.LengthMatches;
import org.ravel.evaluation.measure.Recognition;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.head.BernoulliLayer;
import org.ravel.network.head.Prediction;
import org.ravel.network.input.NumbersLayer;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Column;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;

class RecognitionTallyTest {
  /** Labels a and b, the end, and behind the last symbol whether the string is accepted. */
  private static final Column.Sets BOTH = new Column.Sets("answers", "labels", 4, 3);

  private static final List<String> LABELS = List.of("a", "b", "$", "<accept>");

  /** ln 3 is a probability of 3/4. */
  private static final float YES = (float) Math.log(3);

  private static final float NO = -YES;

  /** A string: its true sets, and the log-odds that a model gives at each symbol. */
  private record Row(int[][] gold, float[][] odds) {}

  private static final List<Row> ROWS =
      List.of(
          // All is right.
          new Row(
              new int[][] {{0, 1}, {0}, {2, 3}},
              new float[][] {{YES, YES, NO, NO}, {YES, NO, NO, YES}, {NO, NO, YES, YES}}),
          // The first set lacks a symbol, and the string is accepted all the same.
          new Row(
              new int[][] {{0, 1}, {1}, {}},
              new float[][] {{YES, NO, NO, NO}, {NO, YES, NO, NO}, {NO, NO, NO, YES}}),
          // A symbol that training did not have; rightly rejected.
          new Row(new int[][] {{4}}, new float[][] {{NO, NO, NO, NO}}));

  private static void add(List<Row> rows, int from, int to, Column.Sets column, Tally<?> tally) {
    walk(rows, from, to, column, tally::add);
  }

  @FunctionalInterface
  private interface Seen {
    void see(TargetRow row, Prediction prediction);
  }

  private static void walk(List<Row> rows, int from, int to, Column.Sets column, Seen seen) {
    int labels = column.labels();
    float[] parameters = new float[labels * labels + labels];
    for (int label = 0; label < labels; label++) {
      parameters[label * labels + label] = 1;
    }
    Chain chain =
        new Chain(new NumbersLayer(labels), List.of(), new BernoulliLayer(labels, labels));
    try (Predictor predictor = new NetworkSnapshot(chain, parameters).get()) {
      for (int i = from; i < to; i++) {
        Row row = rows.get(i);
        int steps = row.gold().length;
        float[] odds = new float[steps * labels];
        for (int step = 0; step < steps; step++) {
          System.arraycopy(row.odds()[step], 0, odds, step * labels, labels);
        }
        List<Values> read = List.of(new Values.OfReals(labels, odds));
        Example example =
            new Example(
                i,
                List.of(
                    new Values.OfIds(IntStream.range(0, steps).toArray()),
                    new Values.OfSets(row.gold())),
                Origin.of(0));
        Batch batch = new Batch(Batch.inputs(List.of(read), steps), null);
        try (Prediction prediction = predictor.answer(batch.read(), predictor.start())) {
          seen.see(new TargetRow(i - from, example, 0, batch, 0), prediction);
        }
      }
    }
  }

  private static Recognition measures(Column.Sets column, List<Row> rows, int... ends) {
    RecognitionSums all = null;
    int from = 0;
    for (int end : ends) {
      Tally<RecognitionSums> tally = new RecognitionTallies(column, 0.5).begin(List.of());
      add(rows, from, end, column, tally);
      all = all == null ? tally.sums() : tally.sums().plus(all);
      from = end;
    }
    return all.measures(column, 0.5, id -> "s" + id, LABELS::get);
  }

  private static double value(Recognition measures, String figure) {
    return measures.figure(figure).map(Figure::value).orElseThrow();
  }

  @Test
  void figuresAreThoseOfHandArithmetic() {
    Recognition found = measures(BOTH, ROWS, 3);
    assertThat(found.targets()).isEqualTo(10 + 10 + 4);
    assertThat(found.strings()).isEqualTo(3);
    assertThat(found.unknown()).isEqualTo(1);
    assertThat(value(found, "strings all right")).isEqualTo(1.0 / 3);
    // The second string alone is accepted wrongly.
    assertThat(value(found, "accept accuracy")).isEqualTo(2.0 / 3);
    assertThat(value(found, "members accepted")).isEqualTo(1);
    assertThat(value(found, "others rejected")).isEqualTo(0.5);
    // Of seven sets the first one of the second string and that of the third string are wrong.
    assertThat(value(found, "steps right")).isEqualTo(5.0 / 7);
    // Behind the first of three symbols.
    assertThat(value(found, "second to last symbol")).isEqualTo(0.5);
    // 3/4 each where the model says yes, else 1/4.
    double mass = (1.5 / 1.75 + 0.75 / 1.25 + 0.75 / 1.25) + (1 / 1.25 + 0.75 / 1.25 + 0) + 0;
    assertThat(value(found, "legal mass")).isCloseTo(mass / 7, within(1e-6));
    // Two decisions are wrong: b behind the first symbol, and that the second string is accepted.
    double nats = -22 * Math.log(0.75) - 2 * Math.log(0.25);
    assertThat(value(found, "log loss")).isCloseTo(nats / 24, within(1e-6));
    assertThat(value(found, "right up to length")).isZero();
    assertThat(found.byLength())
        .containsExactly(new LengthMatches(1, 1, 0), new LengthMatches(3, 2, 1));
    assertThat(found.wrong())
        .containsExactly(
            new Recognition.WrongString(2, 1, List.of("s0"), List.of(), List.of(), false, false),
            new Recognition.WrongString(
                1, 3, List.of("s0"), List.of("a", "b"), List.of("a"), false, true));
  }

  @Test
  void thresholdsDecide() {
    Tally<RecognitionSums> tally = new RecognitionTallies(BOTH, 0.8).begin(List.of());
    add(ROWS, 0, 3, BOTH, tally);
    Recognition found = tally.sums().measures(BOTH, 0.8, id -> "s" + id, LABELS::get);
    assertThat(value(found, "members accepted")).isZero();
    assertThat(value(found, "others rejected")).isEqualTo(1);
  }

  @Test
  void whatIsNotAskedIsNoFigure() {
    Column.Sets whole = new Column.Sets("answers", "labels", 1, 0);
    Row accepted = new Row(new int[][] {{}, {0}}, new float[][] {{NO}, {YES}});
    Recognition acceptance = measures(whole, List.of(accepted), 1);
    assertThat(acceptance.targets()).isEqualTo(1);
    assertThat(acceptance.legal()).isNull();
    assertThat(acceptance.figures().stream().map(Figure::name))
        .containsExactly("accept accuracy", "members accepted", "right up to length", "log loss");
    assertThat(value(acceptance, "right up to length")).isEqualTo(2);
    Column.Sets steps = new Column.Sets("answers", "labels", 1, Column.Sets.NONE);
    Recognition legal = measures(steps, List.of(accepted), 1);
    assertThat(legal.targets()).isEqualTo(2);
    assertThat(legal.acceptance()).isNull();
    assertThat(value(legal, "steps right")).isEqualTo(1);
  }

  /** However strings are divided into blocks, and whichever block comes first. */
  @Test
  void sumsDoNotDependOnBlocks() {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int steps = 1 + random.nextInt(7);
      int[][] gold = new int[steps][];
      float[][] odds = new float[steps][4];
      for (int step = 0; step < steps; step++) {
        gold[step] = random.ints(0, 4).limit(random.nextInt(3)).distinct().toArray();
        for (int label = 0; label < 4; label++) {
          boolean isThere = label < 3 || step == steps - 1;
          int l = label;
          boolean isGold = Arrays.stream(gold[step]).anyMatch(id -> id == l);
          odds[step][label] = (isGold && isThere ? 1 : -1) * (random.nextInt(30) == 0 ? -1f : 2f);
        }
        if (step < steps - 1) {
          gold[step] = Arrays.stream(gold[step]).filter(id -> id != 3).toArray();
        }
      }
      rows.add(new Row(gold, odds));
    }
    Recognition whole = measures(BOTH, rows, 60);
    assertThat(whole.stringsRight()).isBetween(5L, 55L);
    assertThat(measures(BOTH, rows, 7, 8, 41, 60)).isEqualTo(whole);
  }

  @Test
  void unitsAddUpToTheMeasures() {
    RecognitionUnits units = new RecognitionUnits(BOTH, 0.5);
    double[] sums = new double[units.width()];
    walk(
        ROWS,
        0,
        3,
        BOTH,
        (row, prediction) -> {
          units.add(row, 0, 0, prediction, sums, 0);
          units.add(row, 0, 3, prediction, sums, 0);
        });
    Recognition found = measures(BOTH, ROWS, 3);
    assertThat(units.statistic(Metric.ACCURACY).of(sums)).isEqualTo(found.accuracy());
    assertThat(units.statistic(Metric.LOSS).of(sums)).isCloseTo(found.loss(), within(1e-12));
    assertThat(units.measured(sums)).isEqualTo((double) found.targets());
  }

  @Test
  void aModelWhoseOutputsAreNoNumbersSaysNothingRight() {
    Row row = new Row(new int[][] {{}}, new float[][] {{Float.NaN, NO, NO, NO}});
    Recognition found = measures(BOTH, List.of(row), 1);
    assertThat(found.stringsRight()).isZero();
    assertThat(found.legal().right()).isZero();
    assertThat(found.figure("log loss").orElseThrow().value()).isNull();
    assertThat(found.figure("legal mass").orElseThrow().value()).isNull();
  }
}
