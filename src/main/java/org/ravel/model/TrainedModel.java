package org.ravel.model;

import java.util.Objects;
import java.util.Optional;
import org.ravel.config.ConfigNames;
import org.ravel.config.StoredConfig;
import org.ravel.config.Task;
import org.ravel.config.TrainingConfig.LossOver;
import org.ravel.config.TreesConfig;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.PredictorSource;
import org.ravel.network.input.SeriesEmbeddingLayer;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;
import org.ravel.series.KnownSeries;
import org.ravel.series.SeriesTable;

/**
 * A model with what is needed to use it.
 *
 * @param predictors the trained network, or what was fitted without one
 * @param vocabulary what its token ids mean; null where it reads real numbers
 * @param characters what the ids of characters of words mean; null where those are not read
 * @param series that it was trained on; null where it forecasts none
 * @param labels what the ids that it predicts mean: labels, or the tokens of targets; null for a
 *     language model, which predicts what it reads
 * @param description where it comes from
 * @param configuration the effective configuration of its training
 */
public record TrainedModel(
    PredictorSource predictors,
    Vocabulary vocabulary,
    Vocabulary characters,
    KnownSeries series,
    Vocabulary labels,
    ModelDescription description,
    String configuration) {

  /**
   * The same, forecasting as many steps: a model of one step goes on from its own forecasts.
   *
   * @param steps of the horizon that is asked for
   * @throws ConfigurationException if the model forecasts another number of steps, or reads what is
   *     known of the past only
   */
  public TrainedModel forecasting(int steps) {
    Horizon own = series.horizon();
    if (own.steps() == steps) {
      return this;
    }
    if (own.steps() != 1 || own.past() > 0) {
      throw new ConfigurationException(
          "the model forecasts %d steps, and not %d: only a model of 1 step goes on from its own forecasts, and only if it reads no column that is known of the past alone; train it with forecasting.horizon=%d"
              .formatted(own.steps(), steps, steps));
    }
    RecursiveForecasts further = new RecursiveForecasts(predictors, own, steps);
    return with(further, further.horizon());
  }

  /**
   * The same for shards: a model of series knows theirs by its own numbers, and one that forecasts
   * one step does so up to their horizon.
   *
   * @param schema of the shards
   * @param others their series; empty where there are none
   * @throws ConfigurationException as {@link #forecasting}
   */
  public TrainedModel upTo(Schema schema, Optional<SeriesTable> others) {
    if (series == null || others.isEmpty()) {
      return this;
    }
    TrainedModel numbered = knowing(others.get());
    return series.horizon().steps() == 1
        ? numbered.forecasting(schema.horizon().steps())
        : numbered;
  }

  private TrainedModel knowing(SeriesTable others) {
    boolean tellsSeriesApart =
        predictors instanceof NetworkSnapshot network
            && network.topology() instanceof Chain chain
            && chain.input() instanceof SeriesEmbeddingLayer;
    return !tellsSeriesApart || series.table().numbers().equals(others.numbers())
        ? this
        : with(RenumberedSeries.of(predictors, series.table(), others), series.horizon());
  }

  /** The same series, forecast in another way. */
  private TrainedModel with(PredictorSource others, Horizon horizon) {
    return new TrainedModel(
        others,
        vocabulary,
        characters,
        new KnownSeries(horizon, series.table()),
        labels,
        description,
        configuration);
  }

  /** Whether of trees it has learned the labels of roots alone. */
  public boolean learnedRoots() {
    if (!description.task().equals(ConfigNames.of(Task.TREE))) {
      return false;
    }
    StoredConfig training = StoredConfig.parse("the model's config.conf", configuration);
    return training.constant("corpus.trees.labels", TreesConfig.Labels.class)
            != TreesConfig.Labels.NODES
        || training.constant("training.loss-over", LossOver.class) == LossOver.ROOT;
  }

  /**
   * The network.
   *
   * @throws ConfigurationException if the model is none
   */
  public NetworkSnapshot network() {
    if (predictors instanceof NetworkSnapshot network) {
      return network;
    }
    throw new ConfigurationException(
        "this needs a network, but the model is a %s; name a model that is one"
            .formatted(description.network()));
  }

  /**
   * Refuses a model of another task.
   *
   * @param name the model's, for the message
   * @return this model
   * @throws ConfigurationException if it is of one
   */
  public TrainedModel require(Task task, String name) {
    if (!description.task().equals(ConfigNames.of(task))) {
      throw new ConfigurationException(
          "task is %s, but the model %s was trained for %s; set task=%s, or name another model"
              .formatted(ConfigNames.of(task), name, description.task(), description.task()));
    }
    return this;
  }

  /**
   * Checks that the model predicts the labels of shards.
   *
   * @param digest of their labels
   * @param owner whose labels they are, for the message
   * @throws InputException if it has others
   */
  public void requireLabels(String digest, String owner) {
    if (labels != null && !labels.digest().equals(digest)) {
      throw new InputException(
          "the model was trained with the %s %s but %s has %s; prepare the data with target-vocabulary.from set to the model's shards, or train a model on it"
              .formatted(
                  labels.isOfLabels() ? "labels" : "target vocabulary",
                  labels.digest(),
                  owner,
                  digest));
    }
  }

  /**
   * Checks that the model predicts the numbers of shards.
   *
   * @param scaling of their targets; null if these are no numbers of whole sequences
   * @param owner whose they are, for the message
   * @throws InputException if it predicts others
   */
  public void requireTargets(Scaling scaling, String owner) {
    if (!Objects.equals(description.targetScaling(), scaling)) {
      throw new InputException(
          "the model's targets are %s but those of %s are %s; prepare the data with scaling.from set to the model's shards, or train a model on it"
              .formatted(numbers(description.targetScaling()), owner, numbers(scaling)));
    }
  }

  private static String numbers(Scaling scaling) {
    return scaling == null
        ? "no numbers"
        : "numbers with the means %s and deviations %s"
            .formatted(scaling.means(), scaling.deviations());
  }

  /**
   * Checks that the characters of words in shards are those that the model knows.
   *
   * @param digest of their vocabulary; null if the shards hold none
   * @param owner whose they are, for the message
   * @throws InputException if the model reads others
   */
  public void requireCharacters(String digest, String owner) {
    if (characters != null && !characters.digest().equals(digest)) {
      throw new InputException(
          "the model reads the characters of words, of the vocabulary %s, but %s has %s; prepare the data with shards.spelling=true and vocabulary.from set to the model's shards"
              .formatted(characters.digest(), owner, digest == null ? "no characters" : digest));
    }
  }

  /**
   * Checks that the model reads what shards hold.
   *
   * @param digest the SHA-256 of their vocabulary; null if they hold real numbers
   * @param scaling of these; null if they hold tokens
   * @param owner whose they are, for the message
   * @throws InputException if it reads something else
   */
  public void requireInput(String digest, Scaling scaling, String owner) {
    if (description.scaling() != null) {
      requireNumbers(scaling, owner);
    } else if (scaling != null) {
      throw new InputException(
          "the model reads tokens, but %s holds steps of %d numbers; name shards of tokens, or another model"
              .formatted(owner, scaling.width()));
    } else if (!description.vocabularyDigest().equals(digest)) {
      throw new InputException(
          ("the model was trained with the vocabulary %s but %s has %s; prepare the data with"
                  + " vocabulary.from set to the model's shards, or train a model on it")
              .formatted(description.vocabularyDigest(), owner, digest));
    }
  }

  /**
   * Checks that the model forecasts what shards hold. The scaling of their series is their own.
   *
   * @param horizon how the windows of the shards are read
   * @param owner whose they are, for the message
   * @throws InputException if it reads or forecasts others
   */
  public void requireHorizon(Horizon horizon, String owner) {
    if (horizon.gaps() && !series.horizon().gaps()) {
      throw new InputException(
          "the model cannot read series with gaps, since its training had none, but %s holds some; fill the gaps in, or train with series that have some"
              .formatted(owner));
    }
    if (!series.horizon().reads(horizon)) {
      throw new InputException(
          "the model reads series by %s but %s holds %s; prepare the data with the model's columns and forecasting settings, or train a model on it"
              .formatted(series.horizon(), owner, horizon));
    }
  }

  private void requireNumbers(Scaling scaling, String owner) {
    int width = description.scaling().width();
    if (scaling == null || scaling.width() != width) {
      throw new InputException(
          "the model reads steps of %d numbers, but %s holds %s; name shards of such steps, or another model"
              .formatted(
                  width,
                  owner,
                  scaling == null ? "tokens" : "steps of %d".formatted(scaling.width())));
    }
    if (!scaling.equals(description.scaling())) {
      throw new InputException(
          "the model's numbers are scaled by other means and deviations than those of %s; prepare the data with scaling.from set to the model's shards, or train a model on it"
              .formatted(owner));
    }
  }
}
