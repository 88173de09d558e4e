package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.List;
import org.ravel.config.PrepareConfig.DriftConfig;
import org.ravel.corpus.VocabularyDrift;

/** Which limits a text's drift is beyond. */
final class DriftLimits {
  private DriftLimits() {}

  static List<String> exceeded(VocabularyDrift drift, DriftConfig limits) {
    List<String> exceeded = new ArrayList<>();
    if (drift.unknownIncrease() > limits.maxUnknownIncrease()) {
      exceeded.add(
          "%.4f of its tokens are unknown, %.4f were when the vocabulary was counted, and prepare.drift.max-unknown-increase is %s"
              .formatted(
                  drift.unknownRate(), drift.countedUnknownRate(), limits.maxUnknownIncrease()));
    }
    if (drift.divergence() != null && drift.divergence() > limits.maxDivergence()) {
      exceeded.add(
          "its divergence is %.4f bits, and prepare.drift.max-divergence is %s"
              .formatted(drift.divergence(), limits.maxDivergence()));
    }
    return List.copyOf(exceeded);
  }
}
