package org.ravel.benchmark.pytorch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Tokens per CPU second of a PyTorch network: embedding, recurrent layers, softmax. Arguments: cell,
 * hidden size, layers, vocabulary, minibatch, length, warm-up and measured minibatches. Prints lines
 * "train" and "forward" with the rate, as the other implementations do.
 */
public final class PyTorchSpeed {
  private final EmbeddingImpl embedding;
  private final Module cells;
  private final LinearImpl output;
  private final Adam updater;
  private final Tensor ids;
  private final Tensor targets;
  private final long vocabulary;

  private PyTorchSpeed(
      String cell, long hidden, long layers, long vocabulary, long minibatch, long length) {
    this.vocabulary = vocabulary;
    embedding = new EmbeddingImpl(vocabulary, hidden);
    cells = cells(cell, hidden, layers);
    output = new LinearImpl(hidden, vocabulary);
    TensorVector parameters = new TensorVector();
    for (Module module : new Module[] {embedding, cells, output}) {
      TensorVector own = module.parameters();
      for (long i = 0; i < own.size(); i++) {
        parameters.push_back(own.get(i));
      }
    }
    updater = new Adam(parameters, new AdamOptions(1e-3));
    // The same tokens as the other implementations get: time-major is PyTorch's fast layout.
    Random random = new Random(1);
    long[] values = new long[(int) (minibatch * length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt((int) vocabulary);
    }
    ids = Tensor.create(values).view(length, minibatch);
    targets = Tensor.create(values);
  }

  private static Module cells(String cell, long hidden, long layers) {
    switch (cell) {
      case "lstm":
        LSTMOptions lstm = new LSTMOptions(hidden, hidden);
        lstm.num_layers().put(layers);
        return new LSTMImpl(lstm);
      case "gru":
        GRUOptions gru = new GRUOptions(hidden, hidden);
        gru.num_layers().put(layers);
        return new GRUImpl(gru);
      case "elman":
        RNNOptions rnn = new RNNOptions(hidden, hidden);
        rnn.num_layers().put(layers);
        return new RNNImpl(rnn);
      default:
        throw new IllegalArgumentException("cell is " + cell + " but must be lstm, gru or elman");
    }
  }

  private Tensor logits() {
    Tensor x = embedding.forward(ids);
    Tensor y;
    if (cells instanceof LSTMImpl lstm) {
      y = lstm.forward(x).get0();
    } else if (cells instanceof GRUImpl gru) {
      y = gru.forward(x).get0();
    } else {
      y = ((RNNImpl) cells).forward(x).get0();
    }
    return output.forward(y).view(-1, vocabulary);
  }

  private void train() {
    try (PointerScope scope = new PointerScope()) {
      updater.zero_grad();
      torch.cross_entropy(logits(), targets).backward();
      updater.step();
    }
  }

  private void forward() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.log_softmax(logits(), 1);
    }
  }

  private static double secondsOf(Runnable work, int warmUp, int measured) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int i = 0; i < warmUp; i++) {
      work.run();
    }
    long start = system.getProcessCpuTime();
    for (int i = 0; i < measured; i++) {
      work.run();
    }
    return (system.getProcessCpuTime() - start) / 1e9;
  }

  /** Measures. */
  public static void main(String[] arguments) {
    torch.set_num_threads(1);
    long minibatch = Long.parseLong(arguments[4]);
    long length = Long.parseLong(arguments[5]);
    int warmUp = Integer.parseInt(arguments[6]);
    int measured = Integer.parseInt(arguments[7]);
    PyTorchSpeed network =
        new PyTorchSpeed(
            arguments[0],
            Long.parseLong(arguments[1]),
            Long.parseLong(arguments[2]),
            Long.parseLong(arguments[3]),
            minibatch,
            length);
    double tokens = (double) minibatch * length * measured;
    System.out.println("train " + tokens / secondsOf(network::train, warmUp, measured));
    System.out.println("forward " + tokens / secondsOf(network::forward, warmUp, measured));
  }
}
