package org.ravel.plan;

import java.util.List;
import org.ravel.config.DecoderConfig;
import org.ravel.config.ModelConfig;
import org.ravel.config.ModelConfig.CellKind;
import org.ravel.config.Task;
import org.ravel.training.TrainingSize;

/**
 * What one network in training takes, in bytes, by the arrays that it makes. Each core of an
 * executor has one.
 *
 * @param parameters numbers that it learns
 * @param updater numbers of its updater's state
 * @param task which of the model's layers there are
 * @param model its layers
 * @param inputs numbers that a step is read as
 * @param vocabularySize classes
 * @param sequenceLength time steps
 */
record NetworkMemory(
    long parameters,
    long updater,
    Task task,
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
        size.config().task(),
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

  /**
   * Recurrent layers of one width.
   *
   * @param layers how many, a bidirectional one counted twice
   */
  private record Cells(long layers, long units) {}

  private List<Cells> cells() {
    Cells own =
        new Cells(model.bidirectional() ? 2L * model.layers() : model.layers(), model.hiddenSize());
    Cells decoder = new Cells(model.decoder().layers(), model.decoderUnits());
    return switch (task) {
      case TRANSLATION -> List.of(own, decoder);
      case CAPTIONING -> List.of(decoder);
      case LANGUAGE_MODEL,
          LABELLING,
          CLASSIFICATION,
          MULTI_LABEL,
          RECOGNITION,
          REGRESSION,
          TREE,
          FORECASTING ->
          model.kind() == ModelConfig.NetworkKind.WINDOW ? List.of() : List.of(own);
    };
  }

  /** Factors, weights and gradients of a pass with {@code model.weight-dropout}. */
  private long droppedWeights() {
    long dropped =
        cells().stream()
            .mapToLong(one -> one.layers() * one.units() * model.cell().gates() * one.units())
            .sum();
    return model.weightDropout() == 0 ? 0 : 3 * dropped;
  }

  /** Numbers that all layers together hand on for a step. */
  private long widths() {
    long first =
        switch (model.kind()) {
          case RECURRENT ->
              cells().stream().mapToLong(one -> one.layers() * one.units()).sum()
                  + (model.shortcut() ? handedOn() : 0);
          case WINDOW -> (long) inputs * model.window().steps();
          case TREE -> model.hiddenSize();
          case NGRAM, MIXTURE, AUTOREGRESSIVE, LINEAR_DYNAMIC, HIDDEN_MARKOV ->
              throw model.noNetwork();
        };
    return first
        + model.dense().sizes().stream().mapToLong(size -> size).sum()
        + (looks() ? attentionWidths() : 0);
  }

  /** What layers with shortcuts hand on beside what they give. */
  private long handedOn() {
    long units = model.bidirectional() ? 2L * model.hiddenSize() : model.hiddenSize();
    long layers = model.layers();
    return layers * inputs + layers * (layers - 1) / 2 * units;
  }

  private boolean looks() {
    return task.writesText() && model.decoder().attention() != DecoderConfig.Attention.NONE;
  }

  /** Weights of the source's steps, their context alone and beside the state, and the output. */
  private long attentionWidths() {
    long units = model.decoderUnits();
    long fed = feeds() ? model.embeddingSize() + units : 0;
    return sequenceLength + 2 * encodedWidth() + 2 * units + fed;
  }

  /** Features of a step that a decoder looks at. */
  private long encodedWidth() {
    if (task == Task.TRANSLATION) {
      return model.bidirectional() ? 2L * model.hiddenSize() : model.hiddenSize();
    }
    List<Integer> dense = model.dense().sizes();
    return dense.isEmpty() ? inputs : dense.get(dense.size() - 1);
  }

  /** Of that, what JavaCPP counts: the kernels' own rows. */
  long kernels(int minibatchSize) {
    return cells().stream().mapToLong(one -> kernels(one, minibatchSize)).sum()
        + (feeds() ? fedKernels(minibatchSize) : 0);
  }

  private boolean feeds() {
    return looks() && model.decoder().inputFeeding();
  }

  /**
   * How much more or less the kernels of a decoder with input feeding take: each step has its own
   * states, before it and after it, and gradients of them; no weights are copied.
   */
  private long fedKernels(int minibatchSize) {
    long units = model.decoderUnits();
    long hidden = units + FILL;
    long gates = model.cell().gates() * units + FILL;
    long layer = 2 * (rows(minibatchSize) - minibatchSize) * hidden - 2 * units * gates;
    long input = rows(minibatchSize) * (model.embeddingSize() + units);
    return Float.BYTES * (model.decoder().layers() * layer + input);
  }

  private long kernels(Cells cells, int minibatchSize) {
    long rows = rows(minibatchSize);
    long hidden = cells.units() + FILL;
    long gates = model.cell().gates() * cells.units() + FILL;
    // Sums of the gates, states of all steps, the weights in both directions.
    long layer = rows * gates + (rows + minibatchSize) * hidden + 2L * cells.units() * gates;
    // A GRU's candidate has a product of its own.
    long candidate = model.cell() == CellKind.GRU ? rows * hidden : 0;
    long input = Math.max(0, cells.layers() - 1) * rows * hidden;
    return Float.BYTES * (cells.layers() * (layer + candidate) + input);
  }

  /**
   * On the heap: an LSTM's memory of all steps, the weights of an attention and their gradients,
   * and the states that leave the network.
   */
  long heap(int minibatchSize) {
    long rows = rows(minibatchSize);
    long memory =
        model.cell() == CellKind.LSTM
            ? cells().stream()
                .mapToLong(one -> one.layers() * (rows + minibatchSize) * (one.units() + FILL))
                .sum()
            : 0;
    long plain = model.cell().isPlain() ? plainNumbers(rows) : 0;
    long weights = looks() ? 2 * rows * sequenceLength : 0;
    return Float.BYTES * (memory + 2 * (parameters + updater)) + Double.BYTES * (weights + plain);
  }

  /** Inputs, states and outputs of all steps of a cell in plain loops, and gradients of them. */
  private long plainNumbers(long rows) {
    long units = model.cell() == CellKind.HIGHER_ORDER ? farthest() : 2;
    return cells().stream()
        .mapToLong(one -> one.layers() * rows * (4 * one.units() + units * one.units()))
        .sum();
  }

  private long farthest() {
    return model.higherOrder().back().stream().mapToInt(back -> back).max().orElse(1);
  }

  private long rows(int minibatchSize) {
    return (long) minibatchSize * sequenceLength;
  }
}
