package org.ravel.plan;

import org.ravel.config.ModelConfig;
import org.ravel.config.ModelConfig.CellKind;
import org.ravel.training.TrainingSize;

/**
 * What one network in training takes, in bytes, by the arrays that it makes. Each core of an
 * executor has one.
 *
 * @param parameters numbers that it learns
 * @param updater numbers of its updater's state
 * @param model its layers
 * @param inputs numbers that a step is read as
 * @param vocabularySize classes
 * @param sequenceLength time steps
 */
record NetworkMemory(
    long parameters,
    long updater,
    ModelConfig model,
    int inputs,
    int vocabularySize,
    int sequenceLength) {
  /** Activations, their gradients, and a workspace's room for both. */
  private static final int ARRAYS_BETWEEN_LAYERS = 4;

  /** A row's width in the kernels is filled up to an odd number of lines of 16 numbers. */
  private static final long FILL = 16;

  static NetworkMemory of(TrainingSize size) {
    return new NetworkMemory(
        size.parameters(),
        size.updater(),
        size.config().model(),
        size.inputs(),
        size.classes(),
        size.sequenceLength());
  }

  /** Outside the heap: parameters, gradients, updater state, kernels, workspaces, logits. */
  long offHeap(int minibatchSize) {
    long rows = rows(minibatchSize);
    return Float.BYTES
            * (2 * parameters
                + updater
                + rows * vocabularySize
                + rows * widths() * ARRAYS_BETWEEN_LAYERS
                + droppedWeights())
        + kernels(minibatchSize);
  }

  /** Factors, weights and gradients of a pass with {@code model.weight-dropout}. */
  private long droppedWeights() {
    long matrix = (long) model.hiddenSize() * model.cell().gates() * model.hiddenSize();
    return model.weightDropout() == 0 ? 0 : 3 * layers() * matrix;
  }

  /** Numbers that all layers together hand on for a step. */
  private long widths() {
    long first =
        switch (model.kind()) {
          case RECURRENT -> model.hiddenSize() * layers();
          case WINDOW -> (long) inputs * model.window().steps();
          case TREE -> model.hiddenSize();
          case NGRAM -> throw model.noNetwork();
        };
    return first + model.dense().sizes().stream().mapToLong(size -> size).sum();
  }

  /** Of that, what JavaCPP counts: the kernels' own rows. */
  long kernels(int minibatchSize) {
    long rows = rows(minibatchSize);
    long hidden = model.hiddenSize() + FILL;
    long gates = (long) model.cell().gates() * model.hiddenSize() + FILL;
    // Sums of the gates, states of all steps, the weights in both directions.
    long layer = rows * gates + (rows + minibatchSize) * hidden + 2L * model.hiddenSize() * gates;
    // A GRU's candidate has a product of its own.
    long candidate = model.cell() == CellKind.GRU ? rows * hidden : 0;
    long input = Math.max(0, layers() - 1) * rows * hidden;
    return Float.BYTES * (layers() * (layer + candidate) + input);
  }

  /** On the heap: an LSTM's memory of all steps, and the states that leave the network. */
  long heap(int minibatchSize) {
    long memory =
        model.cell() == CellKind.LSTM
            ? layers() * (rows(minibatchSize) + minibatchSize) * (model.hiddenSize() + FILL)
            : 0;
    return Float.BYTES * (memory + 2 * (parameters + updater));
  }

  /** Recurrent layers, a bidirectional one counted twice. */
  private long layers() {
    if (model.kind() == ModelConfig.NetworkKind.WINDOW) {
      return 0;
    }
    return model.bidirectional() ? 2L * model.layers() : model.layers();
  }

  private long rows(int minibatchSize) {
    return (long) minibatchSize * sequenceLength;
  }
}
