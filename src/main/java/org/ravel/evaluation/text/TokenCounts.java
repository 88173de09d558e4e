package org.ravel.evaluation.text;

import java.io.Serializable;
import org.ravel.evaluation.pair.Pair;

/** How often each token stands as an input and as a target, and how many different ones follow. */
final class TokenCounts implements Serializable {
  private final long[] inputs;
  private final long[] targets;
  private final int[] followers;

  TokenCounts(int vocabularySize) {
    inputs = new long[vocabularySize];
    targets = new long[vocabularySize];
    followers = new int[vocabularySize];
  }

  /** A different pair, all of its occurrences at once. */
  void add(long pair, long count) {
    inputs[Pair.input(pair)] += count;
    targets[Pair.target(pair)] += count;
    followers[Pair.input(pair)]++;
  }

  /** Counts of other pairs. */
  TokenCounts add(TokenCounts others) {
    for (int id = 0; id < inputs.length; id++) {
      inputs[id] += others.inputs[id];
      targets[id] += others.targets[id];
      followers[id] += others.followers[id];
    }
    return this;
  }

  /** By input, its occurrences. */
  long[] inputs() {
    return inputs;
  }

  /** By target, its occurrences. */
  long[] targets() {
    return targets;
  }

  /** By input, the number of different targets. */
  int[] followers() {
    return followers;
  }
}
