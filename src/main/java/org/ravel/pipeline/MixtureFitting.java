package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.error.ConfigurationException;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.mixing.FittedWeights;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.mixture.MixtureModel;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.shard.ShardSet;

/** Fits the weights of a mixture of trained models to the validation split. */
record MixtureFitting(
    JobContext context, JavaSparkContext spark, ShardSet shards, MixtureModel models)
    implements Fitting {

  /**
   * The models that a mixture is to consist of, all with the same weight.
   *
   * @throws org.ravel.error.InputException if one is missing, damaged or of another vocabulary
   * @throws ConfigurationException if they are less than two, or if there is no validation split to
   *     fit the weights to
   */
  static MixtureModel models(JobContext context, ShardSet shards) {
    List<String> names = context.config().model().mixture().models();
    if (names.size() < 2) {
      throw new ConfigurationException(
          "model.mixture.models is %s but must name two trained models or more to train a mixture; set it in the configuration file or with --set model.mixture.models=…"
              .formatted(names));
    }
    if (!shards.manifest().splits().containsKey(Split.VALIDATION)) {
      throw new ConfigurationException(
          "model.kind is mixture, whose weights are fitted to the validation split, but %s has none; prepare the data with split.validation above 0"
              .formatted(shards.path()));
    }
    ModelStore store = new ModelStore(context.storage());
    List<MixtureModel.Part> parts = new ArrayList<>();
    for (String name : names) {
      ModelSource source = ModelSource.of(context, "model.mixture.models", name, "model");
      TrainedModel model = store.load(source.folder());
      model.require(Task.LANGUAGE_MODEL, source.toString());
      model.requireInput(
          shards.manifest().vocabularyDigest(),
          shards.manifest().scaling().orElse(null),
          "%s, with which %s is to be mixed,".formatted(shards.path(), source));
      parts.add(store.part(source.folder(), model));
    }
    return MixtureModel.even(parts);
  }

  @Override
  public Fitted fit() {
    FittedWeights fitted =
        new Evaluator(spark, EvaluationSettings.of(context.config()))
            .mixtureWeights(models, shards, Split.VALIDATION);
    for (int i = 0; i < fitted.weights().length; i++) {
      context.tell(
          "  %-12s %.4f  %s (%s)"
              .formatted(
                  i == 0 ? "weights" : "",
                  fitted.weights()[i],
                  context.config().model().mixture().models().get(i),
                  models.parts().get(i).summary()));
    }
    return new Fitted(models.weighted(fitted.weights()), models.parameters(), fitted.targets());
  }
}
