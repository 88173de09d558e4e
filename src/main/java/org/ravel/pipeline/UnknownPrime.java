package org.ravel.pipeline;

import org.ravel.config.Task;
import org.ravel.config.TrainingConfig.SampleConfig;
import org.ravel.corpus.UnknownTokens;
import org.ravel.shard.ShardSet;

/** Whether the text that samples begin with has tokens that the vocabulary does not know. */
final class UnknownPrime {
  private UnknownPrime() {}

  /** Warns of them, where text is written at validations. */
  static void warn(JobContext context, ShardSet shards) {
    SampleConfig sample = context.config().training().sample();
    if (sample.length() > 0 && context.config().task() == Task.LANGUAGE_MODEL) {
      UnknownTokens.of(shards.vocabulary(), sample.prime())
          .warning("training.sample.prime")
          .ifPresent(context::tell);
    }
  }
}
