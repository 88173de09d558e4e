package org.ravel.network.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.Chain;
import org.ravel.network.ModuleContract;
import org.ravel.network.NetworkJson;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Field;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Trees;

class TreeTest {
  private static final int INPUTS = 3;
  private static final int WIDTH = 4;
  private static final int LARGE = 96;
  private static final int MOST = 3;
  private static final Random RANDOM = new Random(20_261_129);

  private static TreeLayer layer(TreeLayer.Rule rule) {
    return new TreeLayer(INPUTS, WIDTH, rule, rule == TreeLayer.Rule.N_ARY ? MOST : 0);
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheContract(TreeLayer.Rule rule) {
    ModuleContract.check(new OnTrees(layer(rule)));
  }

  @ParameterizedTest
  @EnumSource
  void descriptionsAreReadAgain(TreeLayer.Rule rule) {
    Chain chain =
        new Chain(
            new EmbeddingLayer(9, INPUTS, 1),
            List.of(layer(rule)),
            new SoftmaxLayer(WIDTH, 5, 0, null));
    String text = NetworkJson.text(chain);
    assertThat(text).contains("\"kind\" : \"tree\"", rule.name());
    assertThat(NetworkJson.topology(text)).isEqualTo(chain);
    assertThatThrownBy(() -> NetworkJson.topology(text.replace(rule.name(), "SUM_OF_ALL")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SUM_OF_ALL");
  }

  /** Composes odd trees of whatever leaves it is given. */
  private record OnTrees(TreeLayer layer) implements Layer {
    @Override
    public int inputs() {
      return layer.inputs();
    }

    @Override
    public int width() {
      return layer.width();
    }

    @Override
    public List<ParameterShape> parameters(String prefix) {
      return layer.parameters(prefix);
    }

    @Override
    public Module open(String prefix, Parameters values, Parameters gradients) {
      TreeModule module = layer.open(prefix, values, gradients);
      return new Module() {
        @Override
        public Activations forward(Activations input, Pass pass) {
          module.compose(OddTrees.of(input.steps(), input.lengths(), MOST));
          return module.forward(input, pass);
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
          return module.backward(outputGradient);
        }
      };
    }
  }

  /** A second source: the formulas of the paper, node by node, each calling itself. */
  @ParameterizedTest
  @EnumSource
  void isWhatTheFormulasSay(TreeLayer.Rule rule) {
    Parameters values = random(rule, DataType.DOUBLE);
    Trees trees = OddTrees.of(9, new int[] {9, 1, 0, 5, 7}, MOST);
    Activations input = input(trees, DataType.DOUBLE);
    try (TreeModule module = layer(rule).open("0_", values, null)) {
      module.compose(trees);
      Activations output = module.forward(input, Pass.PREDICTION);
      assertThat(output.lengths()).isEqualTo(trees.lengths());
      for (int row = 0; row < trees.rows(); row++) {
        Formulas formulas = new Formulas(rule, values, input, row, trees.shapes()[row]);
        if (trees.shapes()[row].nodes() > 0) {
          formulas.node(0, 0);
        }
        for (int node = 0; node < trees.shapes()[row].nodes(); node++) {
          for (int j = 0; j < WIDTH; j++) {
            assertThat(output.values().getDouble(node, row, j))
                .as("row %d, node %d, unit %d", row, node, j)
                .isCloseTo(formulas.h[node][j], within(1e-12));
          }
        }
      }
    }
  }

  /** One tree by the formulas. */
  private static final class Formulas {
    private final TreeLayer.Rule rule;
    private final Parameters values;
    private final Activations input;
    private final int row;
    private final Preorder shape;
    private final double[][] h;
    private final double[][] c;

    Formulas(TreeLayer.Rule rule, Parameters values, Activations input, int row, Preorder shape) {
      this.rule = rule;
      this.values = values;
      this.input = input;
      this.row = row;
      this.shape = shape;
      this.h = new double[shape.nodes()][WIDTH];
      this.c = new double[shape.nodes()][WIDTH];
    }

    /** Makes a node and all below it, and gives the leaves that have come before its end. */
    int node(int node, int leaf) {
      int count = shape.children()[node];
      if (count == 0) {
        double[] x = new double[INPUTS];
        Arrays.setAll(x, i -> input.values().getDouble(leaf, row, i));
        set(node, sums("leaf", x), new int[0], null);
        return leaf + 1;
      }
      int[] children = new int[count];
      int next = node + 1;
      int leaves = leaf;
      for (int k = 0; k < count; k++) {
        children[k] = next;
        leaves = node(next, leaves);
        next = shape.ends()[next];
      }
      compose(node, children);
      return leaves;
    }

    private void compose(int node, int[] children) {
      double[][] forget = new double[children.length][];
      double[] sums;
      if (rule == TreeLayer.Rule.N_ARY) {
        double[] all = new double[MOST * WIDTH];
        for (int k = 0; k < children.length; k++) {
          System.arraycopy(h[children[k]], 0, all, k * WIDTH, WIDTH);
        }
        sums = sums("node", all);
        for (int k = 0; k < children.length; k++) {
          forget[k] = Arrays.copyOfRange(sums, (3 + k) * WIDTH, (4 + k) * WIDTH);
        }
      } else {
        double[] all = new double[WIDTH];
        for (int k = 0; k < children.length; k++) {
          forget[k] = sums("child", h[children[k]]);
          for (int j = 0; j < WIDTH; j++) {
            double gate = rule == TreeLayer.Rule.GATED_SUM ? sigmoid(forget[k][j]) : 1;
            all[j] += gate * h[children[k]][j];
          }
        }
        sums = sums("node", all);
      }
      set(node, sums, children, forget);
    }

    private void set(int node, double[] sums, int[] children, double[][] forget) {
      for (int j = 0; j < WIDTH; j++) {
        if (rule == TreeLayer.Rule.GATED_SUM) {
          h[node][j] = Math.tanh(sums[j]);
        } else {
          c[node][j] = sigmoid(sums[j]) * Math.tanh(sums[2 * WIDTH + j]);
          for (int k = 0; k < children.length; k++) {
            c[node][j] += sigmoid(forget[k][j]) * c[children[k]][j];
          }
          h[node][j] = sigmoid(sums[WIDTH + j]) * Math.tanh(c[node][j]);
        }
      }
    }

    private double[] sums(String which, double[] x) {
      INDArray weights = values.get("0_" + which + "_W");
      INDArray bias = values.get("0_" + which + "_b");
      double[] sums = new double[(int) bias.length()];
      for (int j = 0; j < sums.length; j++) {
        sums[j] = bias.getDouble(0, j);
        for (int i = 0; i < x.length; i++) {
          sums[j] += x[i] * weights.getDouble(i, j);
        }
      }
      return sums;
    }

    private static double sigmoid(double x) {
      return 1 / (1 + Math.exp(-x));
    }
  }

  /**
   * What a network says of a tree does not depend on the trees beside it, to the last bit. The
   * products are of sizes whose sums depend on how many rows are multiplied at once.
   */
  @ParameterizedTest
  @EnumSource
  void aTreeIsTheSameAloneAndBesideOthers(TreeLayer.Rule rule) {
    TreeLayer layer = new TreeLayer(LARGE, LARGE, rule, rule == TreeLayer.Rule.N_ARY ? MOST : 0);
    Parameters values = random(layer, DataType.FLOAT);
    Trees together = OddTrees.of(23, new int[] {23, 4, 17, 0, 20, 3, 1, 22}, MOST);
    Activations input = input(together, LARGE, DataType.FLOAT);
    try (TreeModule module = layer.open("0_", values, null)) {
      module.compose(together);
      INDArray all = module.forward(input, Pass.PREDICTION).values().dup('c');
      for (int row = 0; row < together.rows(); row++) {
        int leaves = together.leaves().lengths()[row];
        Preorder shape = together.shapes()[row];
        Trees alone =
            new Trees(
                new Field(23, new int[] {leaves}, new int[23]),
                new Preorder[] {shape},
                Math.max(1, shape.nodes()));
        INDArray own = Nd4j.create(DataType.FLOAT, 23, 1, LARGE);
        for (int i : IntStream.range(0, 23 * LARGE).toArray()) {
          own.putScalar(
              new int[] {i / LARGE, 0, i % LARGE},
              input.values().getFloat(i / LARGE, row, i % LARGE));
        }
        module.compose(alone);
        INDArray one =
            module.forward(new Activations(own, new int[] {leaves}), Pass.PREDICTION).values();
        for (int i = 0; i < shape.nodes() * LARGE; i++) {
          assertThat(one.getFloat(i / LARGE, 0, i % LARGE))
              .as("row %d, number %d", row, i)
              .isEqualTo(all.getFloat(i / LARGE, row, i % LARGE));
        }
      }
    }
  }

  @Test
  void treesThatDoNotFitAreRefused() {
    Parameters values = random(TreeLayer.Rule.N_ARY, DataType.FLOAT);
    try (TreeModule module = layer(TreeLayer.Rule.N_ARY).open("0_", values, null)) {
      Trees wide =
          new Trees(
              new Field(4, new int[] {4}, new int[4]),
              new Preorder[] {new Preorder(new int[] {4, 0, 0, 0, 0})},
              5);
      Activations input = input(wide, DataType.FLOAT);
      module.compose(wide);
      assertThatThrownBy(() -> module.forward(input, Pass.PREDICTION))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a node has 4 children but the network knows 3");
      module.compose(OddTrees.of(4, new int[] {3}, MOST));
      assertThatThrownBy(() -> module.forward(input, Pass.PREDICTION))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("trees of [3] leaves were given [4]");
    }
    assertThatThrownBy(() -> new TreeLayer(2, 2, TreeLayer.Rule.CHILD_SUM, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Parameters random(TreeLayer.Rule rule, DataType type) {
    return random(layer(rule), type);
  }

  private static Parameters random(TreeLayer layer, DataType type) {
    Parameters values = Parameters.zero(layer.parameters("0_"), type);
    for (long i = 0; i < values.flat().length(); i++) {
      values.flat().putScalar(i, RANDOM.nextGaussian());
    }
    return values;
  }

  private static Activations input(Trees trees, DataType type) {
    return input(trees, INPUTS, type);
  }

  private static Activations input(Trees trees, int width, DataType type) {
    int[] shape = {trees.leaves().steps(), trees.rows(), width};
    double[] numbers = RANDOM.doubles((long) shape[0] * shape[1] * shape[2], -1, 1).toArray();
    INDArray array = Nd4j.createFromArray(numbers).castTo(type);
    return new Activations(array.reshape('c', shape), trees.leaves().lengths());
  }
}
