package org.ravel.benchmark.pytorch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Tokens per CPU second of a PyTorch network: embedding, recurrent layers, softmax. Arguments:
 * cell, hidden size, layers, vocabulary, minibatch, length, warm-up and measured minibatches.
 * Prints lines "train" and "forward" with the rate, as the other implementations do.
 */
public final class PyTorchSpeed {
  private final PyTorchNetwork network;
  private final Adam updater;
  private final Tensor ids;
  private final Tensor targets;

  private PyTorchSpeed(PyTorchNetwork.Sizes sizes, long minibatch, long length) {
    network = new PyTorchNetwork(sizes, 0);
    updater = new Adam(network.parameters(), new AdamOptions(1e-3));
    // The same tokens as the other implementations get: time-major is PyTorch's fast layout.
    Random random = new Random(1);
    long[] values = new long[(int) (minibatch * length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt((int) sizes.vocabulary());
    }
    ids = Tensor.create(values).view(length, minibatch);
    targets = Tensor.create(values);
  }

  private void train() {
    try (PointerScope scope = new PointerScope()) {
      updater.zero_grad();
      torch.cross_entropy(network.logits(ids), targets).backward();
      updater.step();
    }
  }

  private void forward() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.log_softmax(network.logits(ids), 1);
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
    long hidden = Long.parseLong(arguments[1]);
    PyTorchNetwork.Sizes sizes =
        new PyTorchNetwork.Sizes(
            arguments[0],
            hidden,
            hidden,
            Long.parseLong(arguments[2]),
            Long.parseLong(arguments[3]));
    PyTorchSpeed speed = new PyTorchSpeed(sizes, minibatch, length);
    double tokens = (double) minibatch * length * measured;
    System.out.println("train " + tokens / secondsOf(speed::train, warmUp, measured));
    System.out.println("forward " + tokens / secondsOf(speed::forward, warmUp, measured));
  }
}
