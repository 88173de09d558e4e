package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.List;
import org.ravel.config.PrepareConfig.DriftConfig;
import org.ravel.corpus.LabelDrift;
import org.ravel.corpus.VocabularyDrift;

/** Which limits new files are beyond. */
final class DriftLimits {
  private DriftLimits() {}

  static List<String> exceeded(Drift drift, DriftConfig limits) {
    List<String> exceeded = new ArrayList<>();
    if (drift.tokens() != null) {
      addTokens("its", drift.tokens(), limits, exceeded);
    }
    if (drift.targets() != null) {
      addTokens("its targets'", drift.targets(), limits, exceeded);
    }
    if (drift.labels() != null) {
      addLabels(drift.labels(), limits, exceeded);
    }
    return List.copyOf(exceeded);
  }

  private static void addTokens(
      String whose, VocabularyDrift drift, DriftConfig limits, List<String> exceeded) {
    if (drift.unknownIncrease() > limits.maxUnknownIncrease()) {
      exceeded.add(
          "%.4f of %s tokens are unknown, %.4f were when the vocabulary was counted, and prepare.drift.max-unknown-increase is %s"
              .formatted(
                  drift.unknownRate(),
                  whose,
                  drift.countedUnknownRate(),
                  limits.maxUnknownIncrease()));
    }
    if (drift.divergence() != null && drift.divergence() > limits.maxDivergence()) {
      exceeded.add(
          "%s divergence is %.4f bits, and prepare.drift.max-divergence is %s"
              .formatted(whose, drift.divergence(), limits.maxDivergence()));
    }
  }

  private static void addLabels(LabelDrift drift, DriftConfig limits, List<String> exceeded) {
    if (drift.newRate() > limits.maxNewLabels()) {
      exceeded.add(
          "%.4f of its labels are none of the shards' labels (%s), and prepare.drift.max-new-labels is %s"
              .formatted(drift.newRate(), drift.shownNew(), limits.maxNewLabels()));
    }
    if (drift.divergence() != null && drift.divergence() > limits.maxLabelDivergence()) {
      exceeded.add(
          "the divergence of its labels is %.4f bits, and prepare.drift.max-label-divergence is %s"
              .formatted(drift.divergence(), limits.maxLabelDivergence()));
    }
  }
}
