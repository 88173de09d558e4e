package org.ravel.pipeline;

import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.RavelConfig;
import org.ravel.lineargaussian.fitting.LinearDynamicFitting;
import org.ravel.shard.ShardSet;
import org.ravel.wording.Phrases;

/**
 * Fits a linear dynamic system to the training split.
 *
 * @param stop whether to stop, asked after each iteration
 */
record LinearDynamicStage(
    JobContext context, JavaSparkContext spark, ShardSet shards, BooleanSupplier stop)
    implements Fitting {

  /**
   * The fit that is configured.
   *
   * @throws org.ravel.error.ConfigurationException if the windows do not fit its structure
   */
  static LinearDynamicFitting fitting(RavelConfig config, ShardSet shards) {
    return new LinearDynamicFitting(
        config.model().linearDynamic(),
        shards.manifest().schema().horizon(),
        shards.series().orElseThrow().all().season(),
        config.seed());
  }

  @Override
  public Fitted fit() {
    LinearDynamicFitting.Fitted fitted = fitting(context.config(), shards).fit(spark, shards, stop);
    context.tell(
        "  %-12s %.4f, %.4f a value, of %s, after %s%s"
            .formatted(
                "likelihood",
                fitted.logLikelihood(),
                fitted.logLikelihood() / (double) fitted.values(),
                Phrases.count(fitted.values(), "value"),
                Phrases.count(fitted.iterations(), "iteration"),
                fitted.converged()
                    ? ""
                    : ", and still rising: raise model.linear-dynamic.iterations to go on"));
    return new Fitted(fitted.model(), fitted.model().parameters(), fitted.values());
  }
}
