package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.Forward;
import org.ravel.network.ModuleContract;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Field;

class CrfTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void keepsTheContract(int labels) {
    ModuleContract.check(new CrfLayer(3, labels), rows -> targets(rows, labels));
  }

  private static Field targets(ModuleContract.Rows rows, int labels) {
    Random random = new Random(3);
    int[] ids = new int[rows.steps() * rows.lengths().length];
    Arrays.setAll(ids, i -> random.nextInt(labels));
    return new Field(rows.steps(), rows.lengths(), ids);
  }

  /** Sums over all paths, one by one, at scores of usual sizes and at such as forbid labels. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 30, 3000})
  void sumsOverAllPaths(double scale) {
    Random random = new Random(5);
    for (int labels = 1; labels <= 4; labels++) {
      for (int length = 1; length <= 5; length++) {
        LabelChain chain = chain(random, labels, scale);
        LabelScores row =
            new LabelScores(numbers(random, 3 * length * labels, scale), 3, 1, length, labels);
        assertAgainstAllPaths(chain, row);
      }
    }
  }

  private static void assertAgainstAllPaths(LabelChain chain, LabelScores row) {
    List<int[]> paths = paths(row.length(), row.labels());
    double greatest =
        paths.stream().mapToDouble(path -> chain.score(row, path)).max().orElseThrow();
    double sum =
        paths.stream().mapToDouble(path -> Math.exp(chain.score(row, path) - greatest)).sum();
    PathSums sums = new PathSums(chain);
    assertThat(sums.run(row))
        .isCloseTo(greatest + Math.log(sum), within(1e-11 * Math.max(1, Math.abs(greatest))));

    double[] posteriors = new double[row.numbers().length];
    LabelChain expected = LabelChain.zero(row.labels());
    sums.addExpected(posteriors, expected);
    double[] counted = new double[row.numbers().length];
    LabelChain count = LabelChain.zero(row.labels());
    for (int[] path : paths) {
      double probability = Math.exp(chain.score(row, path) - greatest) / sum;
      count.starts()[path[0]] += probability;
      count.ends()[path[path.length - 1]] += probability;
      for (int step = 0; step < path.length; step++) {
        counted[row.place(step, path[step])] += probability;
        if (step > 0) {
          count.transitions()[path[step - 1] * row.labels() + path[step]] += probability;
        }
      }
    }
    assertThat(posteriors).containsExactly(counted, within(1e-9));
    assertThat(expected.starts()).containsExactly(count.starts(), within(1e-9));
    assertThat(expected.transitions()).containsExactly(count.transitions(), within(1e-9));
    assertThat(expected.ends()).containsExactly(count.ends(), within(1e-9));
    assertThat(chain.score(row, chain.bestPath(row))).isCloseTo(greatest, within(1e-9));
  }

  /** A label that hardly any way leads to must be left by it all the same. */
  @Test
  void keepsWaysOfLeastProbability() {
    double[] none = {0, -5000};
    LabelChain chain = new LabelChain(2, none, new double[] {0, -2000, -2000, 0}, new double[2]);
    // The second step allows label 1 only.
    LabelScores row = new LabelScores(new double[] {0, 0, -90_000, 0}, 1, 0, 2, 2);
    assertAgainstAllPaths(chain, row);
    assertThat(new PathSums(chain).run(row)).isCloseTo(-2000, within(1e-9));
    assertThat(chain.bestPath(row)).containsExactly(0, 1);
  }

  /** Label by label, 1 1 would be best; together, 0 1 is. */
  @Test
  void decidesAboutWholeRows() {
    CrfLayer layer = new CrfLayer(1, 2);
    // W, b, start, transition, end
    double[] parameters = {0, 1, 0, 0, 0.5, 0, 0, 3, 0, 0, 0, 0};
    INDArray flat = Nd4j.createFromArray(parameters).reshape(1, parameters.length);
    try (CrfHead head = layer.open("", new Parameters(layer.parameters(""), flat), null)) {
      double[][] row = {{1}, {1}};
      double[][] none = {};
      LabelPaths found = head.predict(Forward.activations(1, row, none));
      assertThat(found.best(0, 0)).isZero();
      assertThat(found.best(0, 1)).isEqualTo(1);
      double[] scores = {0.5, 0.5 + 3 + 1, 1, 1 + 1};
      double sum = Arrays.stream(scores).map(Math::exp).sum();
      double second = (Math.exp(scores[2]) + Math.exp(scores[3])) / sum;
      assertThat(found.nats(0, 0, 1)).isCloseTo(-Math.log(second), within(1e-12));
      assertThat(found.rank(0, 0, 1)).isEqualTo(1);
      assertThat(found.rank(0, 0, 0)).isZero();
      float[] logits = new float[2];
      found.logits(0, 0, logits);
      assertThat((double) logits[1]).isCloseTo(Math.log(second), within(1e-6));
    }
  }

  @Test
  void refusesTargetsThatAreNoLabels() {
    CrfLayer layer = new CrfLayer(1, 2);
    Parameters values = Parameters.zero(layer.parameters(""), DataType.FLOAT);
    Activations input = new Activations(Nd4j.create(DataType.FLOAT, 1, 1, 1), new int[] {1});
    try (CrfHead head = layer.open("", values, values)) {
      assertThatThrownBy(() -> head.train(input, Field.of(new int[] {2}), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the target of row 0 at step 0 is 2 but must lie in [0, 2)");
      assertThatThrownBy(() -> head.train(input, Field.of(new int[] {1, 1}), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a CRF was given 1 steps of rows of lengths [1], but targets of 2 steps and lengths"
                  + " [2]");
    }
  }

  private static LabelChain chain(Random random, int labels, double scale) {
    return new LabelChain(
        labels,
        numbers(random, labels, scale),
        numbers(random, labels * labels, scale),
        numbers(random, labels, scale));
  }

  private static double[] numbers(Random random, int count, double scale) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> scale * random.nextGaussian());
    return numbers;
  }

  private static List<int[]> paths(int length, int labels) {
    List<int[]> paths = List.of(new int[0]);
    for (int step = 0; step < length; step++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] path : paths) {
        for (int label = 0; label < labels; label++) {
          int[] next = Arrays.copyOf(path, path.length + 1);
          next[path.length] = label;
          longer.add(next);
        }
      }
      paths = longer;
    }
    return paths;
  }
}
