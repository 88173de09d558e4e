package org.ravel.pipeline;

import java.util.Optional;
import org.ravel.shard.ShardSet;
import org.ravel.training.WarmStart;

/**
 * Where a run's training starts.
 *
 * @param parent the version whose parameters it starts from; null for random parameters
 * @param parameters those of the parent; empty for random parameters
 * @param words the same for the console
 */
record TrainingStart(Integer parent, Optional<WarmStart> parameters, String words) {

  static TrainingStart of(JobContext context, Optional<Champion> champion, ShardSet shards) {
    if (champion.isEmpty()) {
      return new TrainingStart(null, Optional.empty(), "from scratch, as there is no champion");
    }
    Champion present = champion.get();
    return present
        .obstacle(context, shards)
        .map(why -> new TrainingStart(null, Optional.empty(), "from scratch, as " + why))
        .orElseGet(
            () ->
                new TrainingStart(
                    present.number(),
                    Optional.of(
                        new WarmStart(
                            present.model().description().networkDigest(),
                            present.model().network())),
                    "from the champion, version " + present.number()));
  }
}
