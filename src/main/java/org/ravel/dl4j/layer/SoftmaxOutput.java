package org.ravel.dl4j.layer;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Softmax over a vocabulary at each time step, trained with cross-entropy against integer targets.
 *
 * <p>Input {@code [minibatch, hidden, time]}; labels are token ids {@code [minibatch, time]}, not
 * one-hot vectors; output, where it is asked for, {@code [minibatch, vocabulary, time]}. The loss
 * is the mean negative log-likelihood in nats over all targets that the label mask leaves.
 *
 * <p>With label smoothing ε (Szegedy et al. 2016) training takes (1 − ε) onehot + ε / vocabulary
 * for the targets: it is what a backward pass descends and leaves as the score. A score without one
 * is the plain loss.
 */
public final class SoftmaxOutput extends RnnOutputLayer {
  private static final long serialVersionUID = 1L;

  private double labelSmoothing;
  private long embeddingDistance;

  /** For deserialisation. */
  public SoftmaxOutput() {
    setActivationFn(new ActivationSoftmax());
    setLossFn(new LossMCXENT());
  }

  /**
   * A layer of the given widths.
   *
   * @param hiddenSize width of the input
   * @param vocabularySize width of the output
   */
  public SoftmaxOutput(int hiddenSize, int vocabularySize) {
    this();
    setNIn(hiddenSize);
    setNOut(vocabularySize);
  }

  /** The share of each training target that is spread over the whole vocabulary. */
  public double getLabelSmoothing() {
    return labelSmoothing;
  }

  /** In [0, 1); 0 unless set. */
  public void setLabelSmoothing(double labelSmoothing) {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing is %s but must lie in [0, 1)".formatted(labelSmoothing));
    }
    this.labelSmoothing = labelSmoothing;
  }

  /** Number of parameters from the embedding's first to this layer's first; 0 if not tied. */
  public long getEmbeddingDistance() {
    return embeddingDistance;
  }

  /** Ties the layer to an embedding so many parameters before its own. */
  public void setEmbeddingDistance(long embeddingDistance) {
    this.embeddingDistance = embeddingDistance;
  }

  @Override
  public ParamInitializer initializer() {
    return embeddingDistance == 0 ? super.initializer() : new TiedParameters();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftmaxOutput that
        && super.equals(that)
        && labelSmoothing == that.labelSmoothing
        && embeddingDistance == that.embeddingDistance;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Objects.hash(labelSmoothing, embeddingDistance);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    SoftmaxOutputLayer layer = new SoftmaxOutputLayer(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(conf, parameters, initialize);
    layer.setParamTable(table);
    layer.setConf(conf);
    return layer;
  }
}
