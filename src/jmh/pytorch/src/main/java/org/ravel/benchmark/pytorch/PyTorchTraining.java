package org.ravel.benchmark.pytorch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a PyTorch network on given minibatches with Adam. Arguments: a file of minibatches, cell,
 * embedding size, hidden size, layers, dropout, largest norm of the gradient, epochs, seed. Where
 * the file gives initial parameters, the second bias of each gate is zero and not trained, as if
 * there were none: the sum of two moves twice as far with each update. Prints lines "training
 * EPOCHS NATS TARGETS" of each update, and after each epoch "validation EPOCHS NATS-PER-TARGET".
 */
public final class PyTorchTraining {
  private final PyTorchNetwork network;
  private final TensorVector parameters;
  private final Adam updater;
  private final double largestNorm;
  private final boolean oneBias;

  /** Minibatches one after another, from the zero state. */
  private record Stream(long rows, List<Minibatch> minibatches) {}

  /** Ids as PyTorch wants them, time-major; a target that does not count is −100. */
  private record Minibatch(long[] inputs, long[] targets, long counted) {}

  /**
   * A training.
   *
   * @param oneBias whether the second biases stay as they are
   */
  private PyTorchTraining(PyTorchNetwork network, double largestNorm, boolean oneBias) {
    this.network = network;
    this.oneBias = oneBias;
    this.parameters = network.parameters();
    this.updater = new Adam(parameters, new AdamOptions(1e-3));
    this.largestNorm = largestNorm;
  }

  /** Trains. */
  public static void main(String[] arguments) throws IOException {
    torch.set_num_threads(1);
    int epochs = Integer.parseInt(arguments[7]);
    torch.manual_seed(Long.parseLong(arguments[8]));
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(Path.of(arguments[0])), 1 << 16))) {
      PyTorchNetwork.Sizes sizes =
          new PyTorchNetwork.Sizes(
              arguments[1],
              Long.parseLong(arguments[2]),
              Long.parseLong(arguments[3]),
              Long.parseLong(arguments[4]),
              in.readInt());
      double[] rates = new double[in.readInt()];
      for (int i = 0; i < rates.length; i++) {
        rates[i] = in.readDouble();
      }
      PyTorchNetwork network = new PyTorchNetwork(sizes, Double.parseDouble(arguments[5]));
      boolean given = start(network.parameters(), in);
      Stream training = stream(in);
      List<Stream> validation = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        validation.add(stream(in));
      }
      new PyTorchTraining(network, Double.parseDouble(arguments[6]), given)
          .run(training, validation, rates, epochs);
    }
  }

  /** Reads initial parameters; whether there are any. */
  private static boolean start(TensorVector parameters, DataInputStream in) throws IOException {
    int arrays = in.readInt();
    if (arrays != 0 && arrays != parameters.size()) {
      throw new IOException("the file has " + arrays + " arrays, the network " + parameters.size());
    }
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < arrays; i++) {
        float[] values = new float[in.readInt()];
        for (int k = 0; k < values.length; k++) {
          values[k] = in.readFloat();
        }
        Tensor parameter = parameters.get(i);
        parameter.copy_(Tensor.create(values).view_as(parameter));
      }
    }
    return arrays > 0;
  }

  private static Stream stream(DataInputStream in) throws IOException {
    int rows = in.readInt();
    int number = in.readInt();
    List<Minibatch> minibatches = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int steps = in.readInt();
      long[] inputs = new long[steps * rows];
      long[] targets = new long[steps * rows];
      long counted = 0;
      for (int k = 0; k < inputs.length; k++) {
        inputs[k] = in.readInt();
        targets[k] = in.readInt();
        counted += targets[k] >= 0 ? 1 : 0;
      }
      minibatches.add(new Minibatch(inputs, targets, counted));
    }
    return new Stream(rows, minibatches);
  }

  private void run(Stream training, List<Stream> validation, double[] rates, int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      network.train(true);
      PyTorchNetwork.State state = network.start(training.rows());
      int steps = training.minibatches().size();
      for (int step = 0; step < steps; step++) {
        Minibatch minibatch = training.minibatches().get(step);
        double nats = update(minibatch, state, training.rows(), rates[epoch * steps + step]);
        double done = epoch + (step + 1.0) / steps;
        System.out.println("training " + done + " " + nats + " " + minibatch.counted());
      }
      System.out.println("validation " + (epoch + 1) + " " + validate(validation));
    }
  }

  private double update(Minibatch minibatch, PyTorchNetwork.State state, long rows, double rate) {
    try (PointerScope scope = new PointerScope()) {
      updater.zero_grad();
      Tensor loss = loss(minibatch, state, rows);
      loss.backward();
      if (oneBias) {
        network.dropGradientsOfSecondBiases();
      }
      if (largestNorm > 0) {
        torch.clip_grad_norm_(parameters, largestNorm);
      }
      updater.param_groups().get(0).options().set_lr(rate);
      updater.step();
      return loss.item_double() * minibatch.counted();
    }
  }

  /** Mean nats over the targets that count; −100 is what PyTorch leaves out. */
  private Tensor loss(Minibatch minibatch, PyTorchNetwork.State state, long rows) {
    Tensor ids = Tensor.create(minibatch.inputs()).view(-1, rows);
    return torch.cross_entropy(network.logits(ids, state), Tensor.create(minibatch.targets()));
  }

  private double validate(List<Stream> streams) {
    network.train(false);
    double nats = 0;
    long targets = 0;
    for (Stream stream : streams) {
      PyTorchNetwork.State state = network.start(stream.rows());
      for (Minibatch minibatch : stream.minibatches()) {
        // Not under a NoGradGuard: with it, an LSTM of 16 units predicts otherwise than without, and
        // its loss is up to 5 % higher.
        try (PointerScope scope = new PointerScope()) {
          nats += loss(minibatch, state, stream.rows()).item_double() * minibatch.counted();
          targets += minibatch.counted();
        }
      }
    }
    return nats / targets;
  }
}
