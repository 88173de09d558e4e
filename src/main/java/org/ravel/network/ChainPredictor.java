package org.ravel.network;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.ravel.kernel.NativeThreads;
import org.ravel.sequence.Steps;

/** Predicts symbols with a {@link Chain}, on the thread that makes this. */
final class ChainPredictor implements Predictor {
  private final RunningChain running;
  private final SymbolHead head;

  ChainPredictor(Chain chain, Parameters parameters) {
    NativeThreads.single();
    running = chain.open(parameters, null);
    head = (SymbolHead) running.head();
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
  public Categorical predict(Steps inputs, HiddenState state) {
    try (MemoryWorkspace ignored = Workspace.enter()) {
      return head.predict(running.forward(inputs, state, Pass.PREDICTION));
    }
  }

  /** The parameters are the snapshot's, and stay. */
  @Override
  public void close() {
    running.close();
    Workspace.release();
  }
}
