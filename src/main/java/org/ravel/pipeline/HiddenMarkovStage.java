package org.ravel.pipeline;

import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.hiddenmarkov.fitting.BaumWelchFitting;
import org.ravel.hiddenmarkov.fitting.TagCounting;
import org.ravel.shard.ShardSet;
import org.ravel.wording.Phrases;

/**
 * Fits a hidden Markov model to the training split.
 *
 * @param kept the file from which an interrupted fit goes on
 * @param stop whether to stop, asked after each iteration
 */
record HiddenMarkovStage(
    JobContext context, JavaSparkContext spark, ShardSet shards, Path kept, BooleanSupplier stop)
    implements Fitting {

  /**
   * Refuses a model that cannot be fitted to some shards.
   *
   * @throws org.ravel.error.ConfigurationException if there is too little data for it, or too much
   *     of it
   */
  static void require(RavelConfig config, ShardSet shards) {
    if (config.task() == Task.LABELLING) {
      TagCounting.require(shards);
    } else {
      BaumWelchFitting.require(config.model().hiddenMarkov(), shards);
    }
  }

  @Override
  public Fitted fit() {
    RavelConfig config = context.config();
    if (config.task() == Task.LABELLING) {
      TagCounting.Counted counted = TagCounting.fit(spark, config.model().hiddenMarkov(), shards);
      return new Fitted(counted.model(), counted.model().parameters(), counted.steps());
    }
    BaumWelchFitting.Fitted fitted =
        new BaumWelchFitting(config.model().hiddenMarkov(), config.seed(), context::tell)
            .fit(spark, shards, context.storage(), kept, stop);
    context.tell(
        "  %-12s %.4f, %.4f a %s, of %s, after %s of start %d%s"
            .formatted(
                "likelihood",
                fitted.logLikelihood(),
                fitted.logLikelihood() / (double) fitted.seen(),
                fitted.unit(),
                Phrases.count(fitted.seen(), fitted.unit()),
                Phrases.count(fitted.iterations(), "iteration"),
                fitted.start(),
                fitted.converged()
                    ? ""
                    : ", and still rising: raise model.hidden-markov.iterations to go on"));
    return new Fitted(fitted.model(), fitted.model().parameters(), fitted.seen());
  }
}
