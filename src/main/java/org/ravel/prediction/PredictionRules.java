package org.ravel.prediction;

import java.util.List;
import org.ravel.config.ConfigNames;
import org.ravel.config.CorpusFormat;
import org.ravel.config.PredictionConfig;
import org.ravel.config.Task;
import org.ravel.error.ConfigurationException;

/** Which settings of a prediction go with a model's task, and with what is read. */
final class PredictionRules {
  private PredictionRules() {}

  /**
   * Refuses what does not go with the task.
   *
   * @throws ConfigurationException if a setting does not
   */
  static void require(PredictionConfig config, Task task, CorpusFormat format) {
    if (task == Task.TREE) {
      requireTrees(config, format);
    } else {
      requireNoTrees(config, format);
    }
    if (task.writesText() && config.probabilities()) {
      throw new ConfigurationException(
          "prediction.probabilities is true, but what is written has one score only, which is always there; set it to false");
    }
    if (task == Task.RECOGNITION && config.probabilities()) {
      throw new ConfigurationException(
          "prediction.probabilities is true, but there is one for each symbol of each set; set it to false: how probable a string is accepted is always there");
    }
    if (task == Task.REGRESSION && config.probabilities()) {
      throw new ConfigurationException(
          "prediction.probabilities is true, but what is predicted are numbers, which are no labels; set it to false");
    }
    if (task != Task.TRANSLATION && config.alignments() != PredictionConfig.Alignments.NONE) {
      throw new ConfigurationException(
          "prediction.alignments is %s, but the model's task is %s, which aligns nothing; set it to none"
              .formatted(ConfigNames.of(config.alignments()), ConfigNames.of(task)));
    }
  }

  /** Refuses what forecasts do not have. */
  static void requireForecasting(PredictionConfig config) {
    if (config.probabilities()) {
      throw new ConfigurationException(
          "prediction.probabilities is true, but forecasts are no labels; set it to false, and prediction.quantiles to the levels that are wanted");
    }
    if (config.alignments() != PredictionConfig.Alignments.NONE || config.treeLabels() != null) {
      throw new ConfigurationException(
          "prediction.alignments is %s and prediction.tree-labels %s, but the model's task is forecasting, which aligns nothing and reads no trees; leave them none and null"
              .formatted(
                  ConfigNames.of(config.alignments()),
                  config.treeLabels() == null ? null : ConfigNames.of(config.treeLabels())));
    }
  }

  private static void requireTrees(PredictionConfig config, CorpusFormat format) {
    if (format != CorpusFormat.TREES) {
      throw new ConfigurationException(
          "prediction.format is %s, but the model reads trees; leave it null"
              .formatted(ConfigNames.of(format)));
    }
    if (config.outputFormat() != null || config.probabilities()) {
      throw new ConfigurationException(
          "prediction.output-format is %s and prediction.probabilities %s, but trees are written as trees, with labels only; leave them null and false"
              .formatted(
                  config.outputFormat() == null ? null : ConfigNames.of(config.outputFormat()),
                  config.probabilities()));
    }
  }

  private static void requireNoTrees(PredictionConfig config, CorpusFormat format) {
    if (format == CorpusFormat.TREES) {
      throw new ConfigurationException(
          "prediction.format is trees, but the model reads none; set another format");
    }
    if (config.treeLabels() != null) {
      throw new ConfigurationException(
          "prediction.tree-labels is %s, but the model reads no trees; leave it null"
              .formatted(ConfigNames.of(config.treeLabels())));
    }
  }

  /** Refuses columns of which nothing is known. */
  static void requireKnown(
      List<String> columns, CorpusFormat format, CorpusFormat trained, String key) {
    if (columns.isEmpty() && format.hasColumns()) {
      throw new ConfigurationException(
          "%s is empty, but prediction.format is %s and the model was trained on %s, whose columns have other names; set %s"
              .formatted(key, ConfigNames.of(format), ConfigNames.of(trained), key));
    }
    format.require("prediction.format", key, columns);
  }

  /** Refuses probabilities where there is no room for them. */
  static void requireNoProbabilities(PredictionConfig config, CorpusFormat format) {
    if (config.probabilities()) {
      throw new ConfigurationException(
          "prediction.probabilities is true, but %s has no column for them; set prediction.output-format, such as json"
              .formatted(ConfigNames.of(format)));
    }
  }

  /** Refuses formats whose rows hold no sequence of numbers. */
  static void requireArrays(CorpusFormat format) {
    switch (format) {
      case JSON, PARQUET, COLUMNS, NPY -> {}
      case CSV ->
          throw new ConfigurationException(
              "prediction.format is csv, whose rows are steps for a model that reads numbers, but nothing says which sequence a row is a step of; set prediction.sequence to the column that does");
      case TEXT, CONLLU, LINES, FOLDERS, PAIRS, TREES ->
          throw new ConfigurationException(
              "prediction.format is %s, but the model reads numbers; set csv, json, parquet, columns or npy"
                  .formatted(ConfigNames.of(format)));
    }
  }
}
