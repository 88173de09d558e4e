package org.ravel.network;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.ravel.kernel.NativeThreads;
import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.head.PredictingHead;
import org.ravel.network.head.Prediction;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Steps;

/** Predicts with a {@link Topology}, on the thread that makes this. */
final class NetworkPredictor implements Predictor {
  private final Running running;
  private final PredictingHead head;

  NetworkPredictor(Topology topology, Parameters parameters) {
    NativeThreads.single();
    running = Running.of(topology, parameters, null);
    head = (PredictingHead) running.head();
  }

  @Override
  public int vocabularySize() {
    return head.width();
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  @SuppressWarnings("try") // the workspace's effect is that it is there
  public Prediction answer(Steps inputs, HiddenState state) {
    try (MemoryWorkspace ignored = Workspace.enter()) {
      return head.predict(running.forward(inputs, state, Pass.PREDICTION));
    }
  }

  @Override
  public AttentionWeights attention() {
    return running.attention();
  }

  /** The parameters are the snapshot's, and stay. */
  @Override
  public void close() {
    running.close();
    Workspace.release();
  }
}
