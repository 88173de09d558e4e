package org.ravel.benchmark.pytorch;

import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.T_TensorT_TensorTensor_T_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A PyTorch network: embedding, recurrent layers, softmax, with PyTorch's initial parameters. */
final class PyTorchNetwork {
  private final Sizes sizes;
  private final double dropout;
  private final EmbeddingImpl embedding;
  private final Module cells;
  private final LinearImpl output;
  private boolean training = true;

  /**
   * Sizes of a network.
   *
   * @param cell lstm, gru or elman
   * @param inputs width of the embedding
   */
  record Sizes(String cell, long inputs, long hidden, long layers, long vocabulary) {}

  /**
   * A network.
   *
   * @param dropout probability of dropping an output of the embedding or of a recurrent layer
   */
  PyTorchNetwork(Sizes sizes, double dropout) {
    this.sizes = sizes;
    this.dropout = dropout;
    embedding = new EmbeddingImpl(sizes.vocabulary(), sizes.inputs());
    cells = cells(sizes.cell(), sizes.inputs(), sizes.hidden(), sizes.layers(), dropout);
    output = new LinearImpl(sizes.hidden(), sizes.vocabulary());
  }

  /**
   * Recurrent layers.
   *
   * @param dropout probability of dropping an output of a layer but the last
   */
  static Module cells(String cell, long inputs, long hidden, long layers, double dropout) {
    switch (cell) {
      case "lstm":
        LSTMOptions lstm = new LSTMOptions(inputs, hidden);
        lstm.num_layers().put(layers);
        lstm.dropout().put(layers > 1 ? dropout : 0);
        return new LSTMImpl(lstm);
      case "gru":
        GRUOptions gru = new GRUOptions(inputs, hidden);
        gru.num_layers().put(layers);
        gru.dropout().put(layers > 1 ? dropout : 0);
        return new GRUImpl(gru);
      case "elman":
        RNNOptions rnn = new RNNOptions(inputs, hidden);
        rnn.num_layers().put(layers);
        rnn.dropout().put(layers > 1 ? dropout : 0);
        return new RNNImpl(rnn);
      default:
        throw new IllegalArgumentException("cell is " + cell + " but must be lstm, gru or elman");
    }
  }

  /** Outputs of recurrent layers that start at the zero state. */
  static Tensor forward(Module cells, Tensor x) {
    if (cells instanceof LSTMImpl lstm) {
      return lstm.forward(x).get0();
    }
    return cells instanceof GRUImpl gru
        ? gru.forward(x).get0()
        : ((RNNImpl) cells).forward(x).get0();
  }

  /** All parameters. */
  TensorVector parameters() {
    TensorVector parameters = new TensorVector();
    for (Module module : new Module[] {embedding, cells, output}) {
      TensorVector own = module.parameters();
      for (long i = 0; i < own.size(); i++) {
        parameters.push_back(own.get(i));
      }
    }
    return parameters;
  }

  /**
   * Sets the gradient of each gate's second bias to zero, but not that of a GRU's last gate, which
   * is not added to the first one.
   */
  void dropGradientsOfSecondBiases() {
    long gates = cells instanceof LSTMImpl ? 4 : cells instanceof GRUImpl ? 2 : 1;
    TensorVector parameters = cells.parameters();
    for (long layer = 0; layer < sizes.layers(); layer++) {
      parameters.get(4 * layer + 3).grad().narrow(0, 0, gates * sizes.hidden()).zero_();
    }
  }

  /** Whether dropout acts. */
  void train(boolean on) {
    training = on;
    cells.train(on);
  }

  /** Logits [time · minibatch, vocabulary] of ids [time, minibatch], from the zero state. */
  Tensor logits(Tensor ids) {
    return predicted(forward(cells, embedded(ids)));
  }

  /** The same from a state, which is moved on, without its history. */
  Tensor logits(Tensor ids, State state) {
    Tensor x = embedded(ids);
    if (cells instanceof LSTMImpl lstm) {
      T_TensorT_TensorTensor_T_T result =
          lstm.forward(x, new T_TensorTensor_T(state.output, state.memory));
      state.next(result.get1().get0(), result.get1().get1());
      return predicted(result.get0());
    }
    T_TensorTensor_T result =
        cells instanceof GRUImpl gru
            ? gru.forward(x, state.output)
            : ((RNNImpl) cells).forward(x, state.output);
    state.next(result.get1(), null);
    return predicted(result.get0());
  }

  private Tensor embedded(Tensor ids) {
    return dropped(embedding.forward(ids));
  }

  private Tensor predicted(Tensor outputs) {
    return output.forward(dropped(outputs)).view(-1, sizes.vocabulary());
  }

  private Tensor dropped(Tensor x) {
    return dropout == 0 ? x : torch.dropout(x, dropout, training);
  }

  /** The zero state. */
  State start(long minibatch) {
    return new State(
        torch.zeros(sizes.layers(), minibatch, sizes.hidden()),
        torch.zeros(sizes.layers(), minibatch, sizes.hidden()));
  }

  /** A hidden state, which outlives the scopes in which it is moved on. */
  static final class State {
    private Tensor output;
    private Tensor memory;

    private State(Tensor output, Tensor memory) {
      this.output = output;
      this.memory = memory;
    }

    private void next(Tensor nextOutput, Tensor nextMemory) {
      output = replaced(output, nextOutput);
      memory = nextMemory == null ? memory : replaced(memory, nextMemory);
    }

    private static Tensor replaced(Tensor old, Tensor next) {
      Tensor kept = next.detach();
      kept.retainReference();
      old.releaseReference();
      return kept;
    }
  }
}
