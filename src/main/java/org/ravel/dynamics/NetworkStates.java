package org.ravel.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.NativeThreads;
import org.ravel.kernel.Scopes;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Stack;
import org.ravel.network.Workspace;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.PredictingHead;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.module.Activations;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Module;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.sequence.Field;

/**
 * A trained network as a {@link StateMap}: its own modules in double precision, a step at a time. A
 * state has the arrays of all recurrent layers one after the other.
 */
public final class NetworkStates implements StateMap {
  /** Rows that run through the modules together. */
  private static final int MOST_ROWS = 4096;

  private final RecurrentChain layers;
  private final List<StateVariable> variables;
  private final List<Map<String, Integer>> widths;
  private final InputModule input;
  private final List<Module> below;
  private final List<Module> above;
  private final PredictingHead head;
  private final List<Stateful> stateful = new ArrayList<>();
  private final Parameters parameters;

  /** Where the output of the last recurrent layer is in a state. */
  private final Columns output;

  /** Some numbers of a state, one after the other. */
  private record Columns(int first, int width) {}

  /**
   * Opens a network.
   *
   * @throws org.ravel.error.ConfigurationException if its state does not say all
   */
  public NetworkStates(NetworkSnapshot network) {
    NativeThreads.single();
    layers = RecurrentChain.of(network.topology());
    variables = List.copyOf(layers.variables());
    widths = layers.states();
    parameters =
        Scopes.outsideWorkspaces(
            () ->
                new Parameters(
                    network.topology().parameters(), network.flat().castTo(DataType.DOUBLE)));
    input = layers.chain().input().open(Stack.FIRST, parameters, null);
    below = open(layers.below());
    above = open(layers.above());
    head =
        (PredictingHead) layers.chain().head().open(layers.chain().headPrefix(), parameters, null);
    if (input instanceof Stateful first) {
      stateful.add(first);
    }
    for (Module module : below) {
      if (module instanceof Stateful next) {
        stateful.add(next);
      }
    }
    output = findOutput();
  }

  /** Where the output is found again among the numbers of the state that was reached. */
  private Columns findOutput() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] state = {random.doubles(size(), -0.9, 0.9).toArray()};
    double[][] given = new double[1][];
    double[] reached = run(state, new Field(1, new int[] {1}, new int[1]), given)[0];
    int width = given[0].length;
    for (int first = 0; first + width <= reached.length; first++) {
      if (Arrays.equals(Arrays.copyOfRange(reached, first, first + width), given[0])) {
        return new Columns(first, width);
      }
    }
    throw RecurrentChain.refused("a recurrent layer that gives more than its state");
  }

  private List<Module> open(List<Stack.Placed> placed) {
    return placed.stream().map(one -> one.layer().open(one.prefix(), parameters, null)).toList();
  }

  /** What the numbers of a state are. */
  public List<StateVariable> variables() {
    return variables;
  }

  /** The layers. */
  RecurrentChain layers() {
    return layers;
  }

  /** The parameters in double precision; not to be changed. */
  Parameters parameters() {
    return parameters;
  }

  @Override
  public int size() {
    return variables.size();
  }

  @Override
  public int symbols() {
    return layers.chain().input() instanceof TokenRecurrentLayer tokens
        ? tokens.vocabularySize()
        : ((EmbeddingLayer) layers.chain().input()).symbols();
  }

  @Override
  public double[] start() {
    // A row without a step ends in the state that it begins with.
    return run(null, new Field(1, new int[1], new int[1]), new double[1][])[0];
  }

  @Override
  public double[][] next(double[][] states, int[] symbols) {
    double[][] next = new double[states.length][];
    for (int from = 0; from < states.length; from += MOST_ROWS) {
      int to = Math.min(states.length, from + MOST_ROWS);
      int[] lengths = new int[to - from];
      Arrays.fill(lengths, 1);
      double[][] part =
          run(
              Arrays.copyOfRange(states, from, to),
              new Field(1, lengths, Arrays.copyOfRange(symbols, from, to)),
              new double[1][]);
      System.arraycopy(part, 0, next, from, part.length);
    }
    return next;
  }

  /**
   * The states in which rows end.
   *
   * @param states in which they begin; null for the network's own beginning
   * @param given written: what the last recurrent layer gives in the first row
   */
  @SuppressWarnings("try") // the workspace's effect is that it is there
  private double[][] run(double[][] states, Field symbols, double[][] given) {
    try (MemoryWorkspace ignored = Workspace.enter()) {
      int column = 0;
      for (int layer = 0; layer < stateful.size(); layer++) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> array : widths.get(layer).entrySet()) {
          if (states != null) {
            arrays.put(array.getKey(), columns(states, column, array.getValue()));
          }
          column += array.getValue();
        }
        stateful.get(layer).start(arrays);
      }
      Activations activations = input.forward(symbols, Pass.PREDICTION);
      for (Module module : below) {
        activations = module.forward(activations, Pass.PREDICTION);
      }
      double[] values = activations.values().dup('c').data().asDouble();
      given[0] = Arrays.copyOf(values, activations.width());
      return reached(symbols.rows());
    }
  }

  private double[][] reached(int rows) {
    double[][] reached = new double[rows][size()];
    int column = 0;
    for (int layer = 0; layer < stateful.size(); layer++) {
      Map<String, INDArray> arrays = stateful.get(layer).reached();
      for (Map.Entry<String, Integer> array : widths.get(layer).entrySet()) {
        int width = array.getValue();
        double[] numbers = arrays.get(array.getKey()).dup('c').data().asDouble();
        for (int row = 0; row < rows; row++) {
          System.arraycopy(numbers, row * width, reached[row], column, width);
        }
        column += width;
      }
    }
    return reached;
  }

  private static INDArray columns(double[][] states, int from, int width) {
    double[] numbers = new double[states.length * width];
    for (int row = 0; row < states.length; row++) {
      System.arraycopy(states[row], from, numbers, row * width, width);
    }
    return Nd4j.createFromArray(numbers).reshape('c', states.length, width);
  }

  /** Of sets the labels that are as likely as not, as the bits of a number. */
  @Override
  public int answer(double[] probabilities) {
    if (!predictsSets()) {
      return StateMap.super.answer(probabilities);
    }
    int set = 0;
    for (int label = 0; label < probabilities.length; label++) {
      set |= probabilities[label] >= 0.5 ? 1 << label : 0;
    }
    return set;
  }

  /** Whether an answer is a set of labels: id Σ 2^label. */
  public boolean predictsSets() {
    return layers.predictsSets();
  }

  @Override
  public double probability(int answer, double[] probabilities) {
    if (!predictsSets()) {
      return StateMap.super.probability(answer, probabilities);
    }
    double product = 1;
    for (int label = 0; label < probabilities.length; label++) {
      product *= (answer >> label & 1) == 1 ? probabilities[label] : 1 - probabilities[label];
    }
    return product;
  }

  @Override
  public double[][] probabilities(double[][] states) {
    double[][] answers = new double[states.length][];
    for (int from = 0; from < states.length; from += MOST_ROWS) {
      double[][] part =
          answer(Arrays.copyOfRange(states, from, Math.min(states.length, from + MOST_ROWS)));
      System.arraycopy(part, 0, answers, from, part.length);
    }
    return answers;
  }

  @SuppressWarnings("try") // the workspace's effect is that it is there
  private double[][] answer(double[][] states) {
    try (MemoryWorkspace ignored = Workspace.enter()) {
      int[] lengths = new int[states.length];
      Arrays.fill(lengths, 1);
      Activations activations =
          new Activations(
              columns(states, output.first(), output.width())
                  .reshape('c', 1, states.length, output.width()),
              lengths);
      for (Module module : above) {
        activations = module.forward(activations, Pass.PREDICTION);
      }
      double[][] answers = new double[states.length][head.width()];
      try (Prediction prediction = head.predict(activations)) {
        for (int row = 0; row < states.length; row++) {
          fill(prediction, row, answers[row]);
        }
      }
      return answers;
    }
  }

  private static void fill(Prediction prediction, int row, double[] into) {
    if (prediction instanceof Categorical symbols) {
      symbols.probabilities(row, 0, into);
    } else if (prediction instanceof RealPrediction labels) {
      for (int label = 0; label < into.length; label++) {
        into[label] = labels.mean(row, 0, label);
      }
    }
  }

  @Override
  public void close() {
    input.close();
    below.forEach(Module::close);
    above.forEach(Module::close);
    head.close();
    Workspace.release();
  }
}
