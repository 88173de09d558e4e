package org.ravel.network;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.ravel.kernel.NativeThreads;
import org.ravel.sequence.Field;

/** Predicts with a {@link Chain} that ends in a softmax, on the thread that makes this. */
final class ChainPredictor implements Predictor {
  private final RunningChain running;
  private final SoftmaxHead head;

  ChainPredictor(Chain chain, Parameters parameters) {
    NativeThreads.single();
    running = chain.open(parameters, null);
    head = (SoftmaxHead) running.head();
  }

  @Override
  public int vocabularySize() {
    return head.classes();
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  @SuppressWarnings("try") // the workspace's effect is that it is there
  public Logits predict(Field inputs, HiddenState state) {
    try (MemoryWorkspace ignored = Workspace.enter()) {
      return head.logits(running.forward(inputs, state, Pass.PREDICTION));
    }
  }
}
