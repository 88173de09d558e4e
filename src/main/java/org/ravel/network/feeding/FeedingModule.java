package org.ravel.network.feeding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;
import org.ravel.network.attention.AttentionKeys;
import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.attention.LookingModule;
import org.ravel.network.module.Activations;
import org.ravel.network.module.EncodedSource;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** Runs {@link FeedingLayer}, step by step. Its state has the vector that is fed next, too. */
public final class FeedingModule implements LookingModule, Stateful {
  private static final String FED = "fed";

  private final FeedingLayer layer;
  private final Supplier<FeedingStep> open;

  /** That the steps share; null for none. */
  private final AttentionKeys keys;

  /** One for each step of the longest batch that it has been trained with. */
  private final List<FeedingStep> steps = new ArrayList<>();

  private EncodedSource source;
  private Map<String, INDArray> start = Map.of();
  private Map<String, INDArray> reached = Map.of();
  private Map<String, INDArray> startGradient = Map.of();
  private Activations given;
  private INDArray memoryGradient;
  private AttentionWeights attention;

  FeedingModule(FeedingLayer layer, Supplier<FeedingStep> open, AttentionKeys keys) {
    this.layer = layer;
    this.open = open;
    this.keys = keys;
  }

  @Override
  public void attend(EncodedSource read) {
    source = read;
  }

  @Override
  public void start(Map<String, INDArray> state) {
    start = state;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    Widths.requireInputs("input feeding", layer.inputs(), input);
    given = input;
    long[] seeds = seeds(pass);
    INDArray values = input.values();
    INDArray output =
        StepRows.create(values.dataType(), input.steps(), input.rows(), layer.width());
    INDArray fed = fedAtStart();
    Map<String, INDArray> states = withoutFed(start);
    SeenWeights seen = new SeenWeights(input.steps());
    for (int t = 0; t < input.steps(); t++) {
      FeedingStep step = step(pass.training() ? t : 0);
      Map<String, INDArray> before = states;
      INDArray ofStep = step.forward(joined(t, fed), source, before, pass, seeds);
      states = step.reached();
      if (t > 0) {
        before.values().forEach(INDArray::close);
      }
      seen.add(t, step.attention().attention());
      fed = matrix(ofStep);
      at(output, t).assign(fed);
    }
    reached = withFed(states, fedAtEnds(output));
    attention = seen.all();
    return new Activations(output, input.lengths());
  }

  /** Drawn anew for each batch; each layer has its own. */
  private long[] seeds(Pass pass) {
    long[] seeds = new long[layer.layers().size()];
    if (pass.training()) {
      Arrays.setAll(seeds, i -> pass.random().nextLong());
    }
    return seeds;
  }

  private FeedingStep step(int t) {
    while (steps.size() <= t) {
      steps.add(open.get());
    }
    return steps.get(t);
  }

  private INDArray fedAtStart() {
    INDArray fed = start.get(FED);
    return fed == null
        ? StepRows.create(given.values().dataType(), given.rows(), layer.width()).assign(0)
        : fed.dup('c');
  }

  /** What the layers read at a step. */
  private Activations joined(int t, INDArray fed) {
    INDArray joined =
        StepRows.create(fed.dataType(), 1, given.rows(), layer.inputs() + layer.width());
    Rows.putColumns(at(given.values(), t), matrix(joined), 0);
    Rows.putColumns(fed, matrix(joined), layer.inputs());
    int[] lengths = Arrays.stream(given.lengths()).map(length -> length > t ? 1 : 0).toArray();
    return new Activations(joined, lengths);
  }

  /** A step's matrix: a view, which lies dense as the steps do. */
  private static INDArray at(INDArray values, int t) {
    return values.get(NDArrayIndex.point(t), NDArrayIndex.all(), NDArrayIndex.all());
  }

  /** Of an array of one step. */
  private static INDArray matrix(INDArray ofStep) {
    return ofStep.reshape('c', ofStep.size(1), ofStep.size(2));
  }

  /** The output at each row's own end; of a row without a step, what it began with. */
  private INDArray fedAtEnds(INDArray output) {
    int behind = Math.toIntExact(output.size(0) * output.size(1));
    int[] places = StepRows.last(given.lengths());
    for (int row = 0; row < places.length; row++) {
      places[row] = places[row] == Rows.NONE ? behind + row : places[row];
    }
    INDArray before = fedAtStart();
    return Scopes.outsideWorkspaces(
        () -> {
          INDArray ends = StepRows.create(output.dataType(), places.length, layer.width());
          Rows.gather(StepRows.of(output), before, places, ends);
          return ends;
        });
  }

  private static Map<String, INDArray> withoutFed(Map<String, INDArray> state) {
    Map<String, INDArray> others = new LinkedHashMap<>(state);
    others.remove(FED);
    return others;
  }

  private static Map<String, INDArray> withFed(Map<String, INDArray> others, INDArray fed) {
    Map<String, INDArray> state = new LinkedHashMap<>(others);
    state.put(FED, fed);
    return state;
  }

  @Override
  public Map<String, INDArray> reached() {
    return reached;
  }

  @Override
  public AttentionWeights attention() {
    return attention;
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray gradient = StepRows.like(given.values());
    memoryGradient = StepRows.like(source.activations().values()).assign(0);
    INDArray ofFed = StepRows.create(gradient.dataType(), given.rows(), layer.width()).assign(0);
    Map<String, INDArray> ofStates = Map.of();
    for (int t = given.steps() - 1; t >= 0; t--) {
      INDArray ofOutput = ofFed.add(at(outputGradient, t)).dup('c');
      Map<String, INDArray> after = ofStates;
      INDArray ofJoined =
          steps
              .get(t)
              .backward(
                  ofOutput.reshape('c', 1, given.rows(), layer.width()), after, memoryGradient);
      ofStates = steps.get(t).startGradient();
      after.values().forEach(INDArray::close);
      Rows.getColumns(matrix(ofJoined), 0, at(gradient, t));
      Rows.getColumns(matrix(ofJoined), layer.inputs(), ofFed);
    }
    if (keys != null) {
      keys.backward(memoryGradient);
    }
    INDArray first = ofFed;
    startGradient = withFed(ofStates, Scopes.outsideWorkspaces(() -> first.dup('c')));
    return gradient;
  }

  @Override
  public Map<String, INDArray> startGradient() {
    return startGradient;
  }

  @Override
  public INDArray memoryGradient() {
    return memoryGradient;
  }

  @Override
  public void close() {
    steps.forEach(FeedingStep::close);
    steps.clear();
  }

  /** Puts together where each step looked. */
  private static final class SeenWeights {
    private final int steps;
    private double[] numbers;
    private AttentionWeights last;

    SeenWeights(int steps) {
      this.steps = steps;
    }

    void add(int t, AttentionWeights ofStep) {
      int places = ofStep.places();
      int rows = ofStep.lengths().length;
      if (numbers == null) {
        numbers = new double[rows * steps * places];
      }
      for (int row = 0; row < rows; row++) {
        int into = (row * steps + t) * places;
        System.arraycopy(ofStep.numbers(), row * places, numbers, into, places);
      }
      last = ofStep;
    }

    AttentionWeights all() {
      return new AttentionWeights(numbers, steps, last.places(), last.lengths());
    }
  }
}
