package org.ravel.dl4j.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.recurrence.Cell;

/**
 * Configuration of a recurrent layer on the kernels of this project. Input {@code [minibatch, nIn,
 * time]}, output {@code [minibatch, nOut, time]}.
 *
 * <p>Where a mask is 0, the output is 0 and the state stays as it was. In truncated
 * back-propagation through time the whole forward segment is gone back through; a shorter backward
 * length has no effect. The layer's squashing functions belong to the cell: DL4J's {@code
 * activation} is not used.
 */
public abstract class Recurrent extends BaseRecurrentLayer {
  private static final long serialVersionUID = 1L;

  private InitialState initialState = InitialState.ZERO;
  private int vocabularySize;
  private boolean embeddingTied;

  Recurrent() {}

  Recurrent(Builder<?> builder) {
    super(builder);
    this.initialState = builder.initialState;
    this.vocabularySize = builder.vocabularySize;
    this.embeddingTied = builder.embeddingTied;
  }

  /** The cell that the settings ask for. */
  public abstract Cell cell();

  /** Whether gates see the memory. */
  public boolean hasPeepholes() {
    return false;
  }

  /** All settings of this kind of layer, for equality. */
  abstract List<Object> settings();

  /** What the state is before the first step. */
  public InitialState getInitialState() {
    return initialState;
  }

  /** For deserialisation. */
  public void setInitialState(InitialState initialState) {
    this.initialState = initialState;
  }

  /** Number of token ids; 0 if the input is no ids. */
  public int getVocabularySize() {
    return vocabularySize;
  }

  /** For deserialisation. */
  public void setVocabularySize(int vocabularySize) {
    this.vocabularySize = vocabularySize;
  }

  /** Whether an output layer uses the embedding too. */
  public boolean isEmbeddingTied() {
    return embeddingTied;
  }

  /** For deserialisation. */
  public void setEmbeddingTied(boolean embeddingTied) {
    this.embeddingTied = embeddingTied;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    LayerValidation.assertNInNOutSet(
        getClass().getSimpleName(), getLayerName(), layerIndex, getNIn(), getNOut());
    CellLayer layer = new CellLayer(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new RecurrentParameters();
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return new LayerMemoryReport.Builder(
            getLayerName(), getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(initializer().numParams(this), 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recurrent that
        && getClass() == that.getClass()
        && super.equals(that)
        && initialState == that.initialState
        && vocabularySize == that.vocabularySize
        && embeddingTied == that.embeddingTied
        && settings().equals(that.settings());
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + settings().hashCode();
  }

  @Override
  public String toString() {
    return "%s(vocabularySize=%d, nIn=%d, nOut=%d, initialState=%s, settings=%s)"
        .formatted(getClass().getSimpleName(), vocabularySize, nIn, nOut, initialState, settings());
  }

  /** Settings that all recurrent layers have. */
  public abstract static class Builder<T extends Builder<T>> extends BaseRecurrentLayer.Builder<T> {
    private InitialState initialState = InitialState.ZERO;
    private int vocabularySize;
    private boolean embeddingTied;

    Builder() {}

    /**
     * Makes the layer the first one, with an embedding of its own: its input are token ids
     * [minibatch, time], and {@code nIn} is the width of the embedding. Over a small vocabulary the
     * products of input weights and embedding are made once a minibatch, not once a step.
     */
    @SuppressWarnings("unchecked")
    public T vocabularySize(int size) {
      this.vocabularySize = size;
      return (T) this;
    }

    /**
     * Whether a {@link SoftmaxOutput} uses the embedding too: its gradient is then added to what
     * that layer's backward pass has left. False unless set.
     */
    @SuppressWarnings("unchecked")
    public T embeddingTied(boolean tied) {
      this.embeddingTied = tied;
      return (T) this;
    }

    /** Zero unless set. */
    @SuppressWarnings("unchecked")
    public T initialState(InitialState state) {
      this.initialState = state;
      return (T) this;
    }
  }
}
