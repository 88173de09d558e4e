package org.ravel.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.BaselineChoice;
import org.ravel.config.NGramConfig;
import org.ravel.config.Task;
import org.ravel.error.InputException;
import org.ravel.evaluation.FurtherBaseline;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.ngram.NGramModel;
import org.ravel.ngram.counting.NGramCounting;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelSource;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;

/**
 * The models that {@code evaluation.baselines} names. Trained ones are read, and n-grams are
 * counted into a folder that is there for as long as it is measured.
 */
final class EvaluationBaselines {
  private final JobContext context;
  private final ShardSet training;
  private final List<BaselineChoice> choices;
  private final Map<String, TrainedModel> trained = new LinkedHashMap<>();

  private EvaluationBaselines(JobContext context, ShardSet training) {
    this.context = context;
    this.training = training;
    this.choices = context.config().evaluation().baselineChoices();
  }

  /**
   * Reads the trained ones.
   *
   * @param shards those that are measured
   * @param training those with the training split that n-grams are counted on
   * @throws InputException if a model is missing, damaged or has another vocabulary
   */
  static EvaluationBaselines open(JobContext context, ShardSet shards, ShardSet training) {
    EvaluationBaselines baselines = new EvaluationBaselines(context, training);
    for (BaselineChoice choice : baselines.choices) {
      if (!choice.isCounted()) {
        baselines.trained.put(choice.name(), read(context, choice.name(), shards));
      }
    }
    return baselines;
  }

  private static TrainedModel read(JobContext context, String name, ShardSet shards) {
    ModelSource source = ModelSource.of(context, "evaluation.baselines", name, "baseline");
    TrainedModel model =
        new ModelStore(context.storage())
            .load(source.folder())
            .require(Task.LANGUAGE_MODEL, source.toString());
    String digest = model.description().vocabularyDigest();
    if (!digest.equals(shards.manifest().vocabularyDigest())) {
      throw new InputException(
          "evaluation.baselines names %s, which was trained with the vocabulary %s, but %s has %s; name a model of the same vocabulary (prepare its data with vocabulary.from), or leave it out"
              .formatted(source, digest, shards.path(), shards.manifest().vocabularyDigest()));
    }
    return model;
  }

  /**
   * All of them.
   *
   * @param folder in which n-grams are counted
   */
  List<FurtherBaseline> fit(JavaSparkContext spark, Path folder) {
    Storage storage = context.storage();
    List<FurtherBaseline> fitted = new ArrayList<>();
    for (BaselineChoice choice : choices) {
      if (choice.isCounted()) {
        Path file = new Path(folder, choice.order() + "-grams.bin");
        new NGramCounting(spark, grams(choice)).write(training, storage, file);
        fitted.add(
            new FurtherBaseline(
                choice.name(), new NGramModel(storage, file, storage.sha256(file))));
      } else {
        fitted.add(new FurtherBaseline(choice.name(), trained.get(choice.name()).predictors()));
      }
    }
    return fitted;
  }

  private NGramConfig grams(BaselineChoice choice) {
    return new NGramConfig(choice.order(), context.config().model().ngram().smoothing(), null);
  }

  /** What each is, for the report. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (BaselineChoice choice : choices) {
      TrainedModel model = trained.get(choice.name());
      facts.put(
          "baseline " + choice.name(),
          model == null
              ? "%s, counted on the training split of %s"
                  .formatted(grams(choice).summary(), training.path())
              : "%s, digest %s"
                  .formatted(model.description().network(), model.description().networkDigest()));
    }
    return facts;
  }
}
