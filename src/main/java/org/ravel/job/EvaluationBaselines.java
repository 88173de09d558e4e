package org.ravel.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.AutoregressiveConfig;
import org.ravel.config.BaselineChoice;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.config.ModelConfig.NetworkKind;
import org.ravel.config.NGramConfig;
import org.ravel.config.Task;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.evaluation.FurtherBaseline;
import org.ravel.hiddenmarkov.HiddenMarkovModel;
import org.ravel.hiddenmarkov.HiddenMarkovSeries;
import org.ravel.hiddenmarkov.fitting.BaumWelchFitting;
import org.ravel.lineargaussian.AutoregressiveModel;
import org.ravel.lineargaussian.fitting.AutoregressionFitting;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.ngram.NGramModel;
import org.ravel.ngram.counting.NGramCounting;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelSource;
import org.ravel.sequence.Horizon;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;

/**
 * The models that {@code evaluation.baselines} names. Trained ones are read, hidden Markov models
 * are fitted, and n-grams are counted into a folder that is there for as long as it is measured.
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
   * @param training those with the training split that others are fitted to
   * @throws org.ravel.error.ConfigurationException if one cannot be fitted to it
   * @throws InputException if a model is missing, damaged or has another vocabulary, or reads other
   *     windows
   */
  static EvaluationBaselines open(JobContext context, ShardSet shards, ShardSet training) {
    EvaluationBaselines baselines = new EvaluationBaselines(context, training);
    for (BaselineChoice choice : baselines.choices) {
      if (!choice.isFitted()) {
        baselines.trained.put(choice.name(), read(context, choice.name(), shards));
      } else {
        baselines.requireFitting(choice, shards);
      }
    }
    return baselines;
  }

  private void requireFitting(BaselineChoice choice, ShardSet shards) {
    if (context.config().task() == Task.FORECASTING) {
      training.require(Task.FORECASTING);
      requireSameWindows(choice, values(), shards);
    }
    if (choice.kind() == NetworkKind.AUTOREGRESSIVE) {
      named(choice, () -> autoregression(choice));
    } else if (choice.kind() == NetworkKind.HIDDEN_MARKOV) {
      named(
          choice,
          () -> {
            BaumWelchFitting.require(hidden(choice), values());
            return choice;
          });
    }
  }

  private static void requireSameWindows(
      BaselineChoice choice, ShardSet training, ShardSet shards) {
    Horizon fitted = training.manifest().schema().horizon();
    Horizon measured = shards.manifest().schema().horizon();
    if (!fitted.reads(measured)) {
      throw new InputException(
          "evaluation.baselines names %s, which would be fitted to windows of %s by %s, but %s holds %s; set shards.path to shards of the same columns and forecasting settings"
              .formatted(choice.name(), training.path(), fitted, shards.path(), measured));
    }
  }

  private static TrainedModel read(JobContext context, String name, ShardSet shards) {
    ModelSource source = ModelSource.of(context, "evaluation.baselines", name, "baseline");
    TrainedModel model =
        new ModelStore(context.storage())
            .load(source.folder())
            .require(context.config().task(), source.toString())
            .upTo(shards.manifest().schema(), shards.series());
    if (model.series() != null) {
      model.requireHorizon(shards.manifest().schema().horizon(), shards.path().toString());
      return model;
    }
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
      if (!choice.isFitted()) {
        TrainedModel model = trained.get(choice.name());
        Horizon horizon = model.series() == null ? null : model.series().horizon();
        fitted.add(new FurtherBaseline(choice.name(), model.predictors(), horizon));
      } else if (choice.kind() == NetworkKind.AUTOREGRESSIVE) {
        AutoregressiveModel model =
            named(choice, () -> autoregression(choice).fit(spark, values()).model());
        fitted.add(new FurtherBaseline(choice.name(), model, model.horizon()));
      } else if (choice.kind() == NetworkKind.HIDDEN_MARKOV) {
        HiddenMarkovModel model =
            new BaumWelchFitting(hidden(choice), context.config().seed(), context::tell)
                .fit(spark, values())
                .model();
        Horizon horizon = model instanceof HiddenMarkovSeries series ? series.horizon() : null;
        fitted.add(new FurtherBaseline(choice.name(), model, horizon));
      } else {
        Path file = new Path(folder, choice.size() + "-grams.bin");
        new NGramCounting(spark, grams(choice)).write(training, storage, file);
        fitted.add(
            new FurtherBaseline(
                choice.name(), new NGramModel(storage, file, storage.sha256(file))));
      }
    }
    return fitted;
  }

  /** What a baseline comes to; settings that do not suit it are those of its name. */
  private static <T> T named(BaselineChoice choice, Supplier<T> fit) {
    try {
      return fit.get();
    } catch (ConfigurationException e) {
      throw new ConfigurationException(
          "evaluation.baselines names %s, for which %s; or name another baseline"
              .formatted(choice.name(), e.getMessage()),
          e);
    }
  }

  /** Those with the training split, of whose windows the values are read. */
  private ShardSet values() {
    return training.series().isPresent()
        ? training.reading(training.manifest().schema().horizon().readingValues())
        : training;
  }

  private AutoregressionFitting autoregression(BaselineChoice choice) {
    return new AutoregressionFitting(
        lags(choice),
        values().manifest().schema().horizon(),
        training.series().orElseThrow().all().season());
  }

  private AutoregressiveConfig lags(BaselineChoice choice) {
    AutoregressiveConfig config = context.config().model().autoregressive();
    return new AutoregressiveConfig(
        choice.size(), config.seasonLags(), config.order(), config.strategy(), config.ridge());
  }

  private NGramConfig grams(BaselineChoice choice) {
    return new NGramConfig(choice.size(), context.config().model().ngram().smoothing(), null);
  }

  private HiddenMarkovConfig hidden(BaselineChoice choice) {
    return context.config().model().hiddenMarkov().with(choice.size());
  }

  /** What a fitted one is, in words. */
  private String summary(BaselineChoice choice) {
    if (choice.kind() == NetworkKind.AUTOREGRESSIVE) {
      return lags(choice).summary() + ", fitted to";
    }
    return choice.kind() == NetworkKind.HIDDEN_MARKOV
        ? hidden(choice).summary(Task.LANGUAGE_MODEL) + ", fitted to"
        : grams(choice).summary() + ", counted on";
  }

  /** What each is, for the report. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (BaselineChoice choice : choices) {
      TrainedModel model = trained.get(choice.name());
      facts.put(
          "baseline " + choice.name(),
          model == null
              ? "%s the training split of %s".formatted(summary(choice), training.path())
              : "%s, digest %s"
                  .formatted(model.description().network(), model.description().networkDigest()));
    }
    return facts;
  }
}
