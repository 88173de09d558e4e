package org.ravel.dl4j.layer;

import static org.ravel.dl4j.layer.RecurrentParameters.EMBEDDING;
import static org.ravel.dl4j.layer.RecurrentParameters.INITIAL_HIDDEN;
import static org.ravel.dl4j.layer.RecurrentParameters.INITIAL_MEMORY;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Kernels;
import org.ravel.kernel.NativeCache;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.recurrence.Geometry;
import org.ravel.kernel.recurrence.Recurrence;
import org.ravel.kernel.recurrence.RecurrencePlan;
import org.ravel.kernel.recurrence.State;
import org.ravel.kernel.recurrence.Weights;

/**
 * The implementation of {@link Lstm}, {@link Gru} and {@link Elman}: Deeplearning4j's side of a
 * {@link Recurrence}. Activations lie in memory as [time, minibatch, features], whatever shape DL4J
 * sees, so that stacked layers hand them on without a copy.
 */
public final class CellLayer extends BaseRecurrentLayer<Recurrent> {
  private static final long serialVersionUID = 1L;

  private final transient NativeCache<RecurrencePlan, Recurrence> recurrences = new NativeCache<>();
  private transient Recurrence last;
  private transient CellInput in;
  private boolean startedFromParameters;

  CellLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Frees the layer's native memory; what it needs is made again in the next pass. */
  @Override
  public void close() {
    last = null;
    in = null;
    recurrences.close();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    boolean carried = training && layerConf().getInitialState() == InitialState.CARRIED;
    return run(training, carried ? tBpttStateMap : Map.of(), carried, workspaces);
  }

  @Override
  public INDArray activate(INDArray features, boolean training, LayerWorkspaceMgr workspaces) {
    setInput(features, workspaces);
    return activate(training, workspaces);
  }

  @Override
  public INDArray rnnTimeStep(INDArray features, LayerWorkspaceMgr workspaces) {
    setInput(features, workspaces);
    INDArray output = run(false, stateMap, true, workspaces);
    rnnSetPreviousState(StoredState.of(last.finalState()));
    return output;
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray features, boolean training, boolean store, LayerWorkspaceMgr workspaces) {
    setInput(features, workspaces);
    return run(training, tBpttStateMap, store, workspaces);
  }

  /** Runs forward from a stored state, which an empty map lacks. */
  private INDArray run(
      boolean training,
      Map<String, INDArray> stored,
      boolean keepsState,
      LayerWorkspaceMgr workspaces) {
    in = cellInput(training, workspaces);
    Geometry geometry = geometry();
    last =
        recurrences.get(
            new RecurrencePlan(geometry, dataType, Kernels.path(dataType), training),
            RecurrencePlan::open);
    INDArray y =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {geometry.time(), geometry.minibatch(), geometry.hidden()},
            'c');
    State initial = initialState(stored, geometry.minibatch());
    Weights weights = in.weights(weights(training, workspaces));
    try {
      last.forward(weights, in.features(), initial, maskArray, y);
    } finally {
      // The cache must not be collected, and with it native memory, while native code runs.
      Reference.reachabilityFence(this);
    }
    if (keepsState && stored == tBpttStateMap) {
      rnnSetTBPTTState(StoredState.of(last.finalState()));
    }
    return networkShape(y);
  }

  private CellInput cellInput(boolean training, LayerWorkspaceMgr workspaces) {
    Recurrent configuration = layerConf();
    if (configuration.getVocabularySize() == 0) {
      applyDropOutIfNecessary(training, workspaces);
      return new ActivationInput(requireWidth(timeMajor(input.castTo(dataType))));
    }
    Tokens tokens = Tokens.of(input, configuration.getVocabularySize());
    INDArray embedding = getParamWithNoise(EMBEDDING, training, workspaces);
    if (!training || configuration.getIDropout() == null) {
      return new TableInput(tokens, embedding);
    }
    var embedded = new EmbeddedInput(tokens, embedding);
    INDArray x = embedded.activations();
    configuration
        .getIDropout()
        .applyDropout(x, x, getIterationCount(), getEpochCount(), workspaces);
    return embedded;
  }

  private Geometry geometry() {
    Recurrent configuration = layerConf();
    int[] shape = in.shape();
    return new Geometry(
        configuration.cell(),
        shape[1],
        shape[0],
        shape[2],
        Math.toIntExact(configuration.getNOut()),
        configuration.hasPeepholes());
  }

  private INDArray requireWidth(INDArray x) {
    if (x.size(2) != layerConf().getNIn()) {
      throw new IllegalArgumentException(
          "input of layer %s has %d features but must have nIn = %d"
              .formatted(layerId(), x.size(2), layerConf().getNIn()));
    }
    return x;
  }

  private State initialState(Map<String, INDArray> stored, long minibatch) {
    State state = StoredState.read(stored, minibatch, layerId());
    startedFromParameters = state == null && layerConf().getInitialState() == InitialState.LEARNED;
    return startedFromParameters
        ? new State(forAll(INITIAL_HIDDEN, minibatch), forAll(INITIAL_MEMORY, minibatch))
        : state;
  }

  private INDArray forAll(String key, long minibatch) {
    INDArray row = params.get(key);
    return row == null ? null : row.broadcast(minibatch, row.size(1));
  }

  /** The parameters, noisy if so configured, where kernels can read them in place. */
  private Weights weights(boolean training, LayerWorkspaceMgr workspaces) {
    Map<String, INDArray> table = new HashMap<>();
    for (String key : params.keySet()) {
      if (key.equals(EMBEDDING)) {
        continue; // the input's, in 'c' order
      }
      INDArray parameter = getParamWithNoise(key, training, workspaces);
      table.put(key, parameter.ordering() == 'f' ? parameter : parameter.dup('f'));
    }
    return RecurrentParameters.weights(table);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    boolean isFirst = layerConf().getVocabularySize() > 0;
    INDArray inputGradient = inputGradient(isFirst, workspaces);
    Weights weights = weights(true, workspaces);
    clearGradients();
    Weights gradients = RecurrentParameters.weights(gradientViews);
    try {
      last.backward(
          in.weights(weights),
          timeMajor(epsilon.castTo(dataType)),
          in.gradient(gradients),
          inputGradient);
    } finally {
      Reference.reachabilityFence(this);
    }
    // An embedding was dropped as the kernel sees it, activations as DL4J does.
    INDArray below = null;
    if (inputGradient != null) {
      below = backpropDropOutIfPresent(isFirst ? inputGradient : networkShape(inputGradient));
    }
    in.finish(inputGradient, weights, gradients, gradientViews.get(EMBEDDING));
    initialStateGradient();
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient();
    gradient.gradientForVariable().putAll(gradientViews);
    return new Pair<>(gradient, isFirst ? null : below);
  }

  private INDArray inputGradient(boolean isFirst, LayerWorkspaceMgr workspaces) {
    int[] sizes = in.shape();
    if (sizes[2] == 0) {
      return null;
    }
    long[] shape = Arrays.stream(sizes).asLongStream().toArray();
    return isFirst
        ? Scopes.outsideWorkspaces(() -> Nd4j.createUninitialized(dataType, shape, 'c'))
        : workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, shape, 'c');
  }

  /** Kernels add to gradients. */
  private void clearGradients() {
    gradientViews.forEach(
        (key, gradient) -> {
          // The output layer has left its part of the gradient there.
          if (!(key.equals(EMBEDDING) && layerConf().isEmbeddingTied())) {
            gradient.assign(0);
          }
        });
  }

  private void initialStateGradient() {
    if (layerConf().getInitialState() != InitialState.LEARNED) {
      return;
    }
    if (!startedFromParameters) {
      gradientViews.get(INITIAL_HIDDEN).assign(0);
      if (gradientViews.containsKey(INITIAL_MEMORY)) {
        gradientViews.get(INITIAL_MEMORY).assign(0);
      }
      return;
    }
    State gradient = last.initialGradient();
    gradientViews.get(INITIAL_HIDDEN).assign(gradient.hidden().sum(true, 0));
    if (gradient.memory() != null) {
      gradientViews.get(INITIAL_MEMORY).assign(gradient.memory().sum(true, 0));
    }
  }

  /** The whole segment is gone back through. */
  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int backwardLength, LayerWorkspaceMgr workspaces) {
    return backpropGradient(epsilon, workspaces);
  }

  private boolean timeIsLast() {
    return getDataFormat() != RNNFormat.NWC;
  }

  /** DL4J's shape as a view [time, minibatch, features]. */
  private INDArray timeMajor(INDArray array) {
    if (array.rank() != 3) {
      throw new IllegalArgumentException(
          "layer %s got an array of shape %s but wants three axes"
              .formatted(layerId(), Arrays.toString(array.shape())));
    }
    return timeIsLast() ? array.permute(2, 0, 1) : array.permute(1, 0, 2);
  }

  private INDArray networkShape(INDArray timeMajor) {
    return timeIsLast() ? timeMajor.permute(1, 2, 0) : timeMajor.permute(1, 0, 2);
  }

  /**
   * A mask silences this layer's steps; what comes after it masks itself, as behind DL4J's LSTM.
   */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    this.maskArray = mask;
    this.maskState = state;
    return new Pair<>(mask, MaskState.Passthrough);
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
