package org.ravel.benchmark;

import org.ravel.kernel.NativeThreads;

/**
 * Tokens per CPU second of a network. Arguments: ravel for this project's network, layers for its
 * layers in a network of Deeplearning4j's or dl4j for Deeplearning4j's layers in such a network;
 * then as {@link Workload#arguments} has them. Prints lines "train" and "forward" with the rate.
 */
public final class NetworkSpeed {
  private NetworkSpeed() {}

  /** Measures. */
  public static void main(String[] arguments) {
    NativeThreads.single();
    int minibatch = Integer.parseInt(arguments[5]);
    int length = Integer.parseInt(arguments[6]);
    int warmUp = Integer.parseInt(arguments[7]);
    int measured = Integer.parseInt(arguments[8]);
    MeasuredNetwork network = network(arguments, minibatch, length);
    double tokens = (double) minibatch * length * measured;
    System.out.println("train " + tokens / CpuTime.of(network.train(), warmUp, measured));
    System.out.println("forward " + tokens / CpuTime.of(network.forward(), warmUp, measured));
  }

  private static MeasuredNetwork network(String[] arguments, int minibatch, int length) {
    String cell = arguments[1];
    int hidden = Integer.parseInt(arguments[2]);
    int layers = Integer.parseInt(arguments[3]);
    int vocabulary = Integer.parseInt(arguments[4]);
    if (arguments[0].equals("ravel")) {
      return ChainSpeed.measured(cell, hidden, layers, vocabulary, minibatch, length);
    }
    return new Dl4jSpeed(cell, hidden, vocabulary)
        .measured(arguments[0].equals("layers"), layers, minibatch, length);
  }
}
