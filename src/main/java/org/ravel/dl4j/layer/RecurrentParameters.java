package org.ravel.dl4j.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.kernel.recurrence.Weights;

/**
 * The parameters of a recurrent layer in one flat array: embedding if any, input weights, recurrent
 * weights, bias, peepholes if any, learned initial state if any.
 */
final class RecurrentParameters implements ParamInitializer {
  /** Input weights, shape [nIn, gates · nOut]. */
  static final String INPUT = "W";

  /** Recurrent weights, shape [nOut, gates · nOut]. */
  static final String RECURRENT = "RW";

  /** Bias, shape [1, biasRows · nOut]. */
  static final String BIAS = "b";

  /** Peepholes of the input, forget and output gate, shape [1, 3 · nOut]. */
  static final String PEEPHOLES = "P";

  /** Initial hidden activations, shape [1, nOut]. */
  static final String INITIAL_HIDDEN = "h0";

  /** Initial memory, shape [1, nOut]. */
  static final String INITIAL_MEMORY = "c0";

  /** Embedding, shape [vocabulary, nIn], 'c' order. */
  static final String EMBEDDING = "E";

  private static final List<String> MATRICES = List.of(EMBEDDING, INPUT, RECURRENT);

  /** Names and shapes, in the order of the flat array. */
  private static Map<String, long[]> shapes(Recurrent layer) {
    Cell cell = layer.cell();
    long hidden = layer.getNOut();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    if (layer.getVocabularySize() > 0) {
      shapes.put(EMBEDDING, new long[] {layer.getVocabularySize(), layer.getNIn()});
    }
    shapes.put(INPUT, new long[] {layer.getNIn(), cell.gates() * hidden});
    shapes.put(RECURRENT, new long[] {hidden, cell.gates() * hidden});
    shapes.put(BIAS, new long[] {1, cell.biasRows() * hidden});
    if (layer.hasPeepholes()) {
      shapes.put(PEEPHOLES, new long[] {1, 3 * hidden});
    }
    if (layer.getInitialState() == InitialState.LEARNED) {
      shapes.put(INITIAL_HIDDEN, new long[] {1, hidden});
      if (cell.hasMemory()) {
        shapes.put(INITIAL_MEMORY, new long[] {1, hidden});
      }
    }
    return shapes;
  }

  private static Map<String, INDArray> views(Recurrent layer, INDArray flat) {
    INDArray row = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, long[]> entry : shapes(layer).entrySet()) {
      long[] shape = entry.getValue();
      long end = offset + shape[0] * shape[1];
      char order = entry.getKey().equals(EMBEDDING) ? 'c' : 'f';
      views.put(entry.getKey(), row.get(NDArrayIndex.interval(offset, end)).reshape(order, shape));
      offset = end;
    }
    return views;
  }

  /** The cell's weights among a layer's parameters or gradients. */
  static Weights weights(Map<String, INDArray> table) {
    return new Weights(
        table.get(INPUT), table.get(RECURRENT), table.get(BIAS), table.get(PEEPHOLES));
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return shapes((Recurrent) layer).values().stream().mapToLong(s -> s[0] * s[1]).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.copyOf(shapes((Recurrent) layer).keySet());
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(MATRICES::contains).toList();
  }

  /** All that is no matrix, so that regularisation of weights leaves it alone. */
  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> !MATRICES.contains(key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return MATRICES.contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return !MATRICES.contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
    Recurrent layer = (Recurrent) conf.getLayer();
    Map<String, INDArray> views = views(layer, flat);
    views.keySet().forEach(conf::addVariable);
    if (initialize) {
      initialize(layer, views);
    }
    return views;
  }

  private static void initialize(Recurrent layer, Map<String, INDArray> views) {
    views.values().forEach(view -> view.assign(0));
    IWeightInit forInput = layer.getWeightInitFn();
    IWeightInit forRecurrence = layer.getWeightInitFnRecurrent();
    draw(forInput, layer, views.get(INPUT));
    draw(forRecurrence == null ? forInput : forRecurrence, layer, views.get(RECURRENT));
    INDArray embedding = views.get(EMBEDDING);
    if (embedding != null) {
      forInput.init(
          (double) embedding.size(0),
          (double) embedding.size(1),
          embedding.shape(),
          'c',
          embedding.reshape('c', 1, embedding.length()));
    }
  }

  /** Fan-in and fan-out as DL4J's LSTM counts them. */
  private static void draw(IWeightInit rule, Recurrent layer, INDArray matrix) {
    rule.init(
        (double) layer.getNOut(),
        (double) (layer.getNIn() + layer.getNOut()),
        matrix.shape(),
        'f',
        matrix.reshape('f', 1, matrix.length()));
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    return views((Recurrent) conf.getLayer(), flat);
  }
}
