package org.ravel.model;

import org.apache.hadoop.fs.Path;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Horizon;

/** What the network of a stored model reads and predicts, as its description says. */
final class StoredEnds {
  private StoredEnds() {}

  /**
   * The ends.
   *
   * @param file of the description
   * @param tokens null where real numbers are read
   * @param characters null where those of words are not read
   * @param labels null for a language model
   * @throws InputException if this version does not know the task, or it does not go with the
   *     labels
   */
  static NetworkEnds of(
      Path file,
      ModelDescription description,
      Vocabulary tokens,
      Vocabulary characters,
      Vocabulary labels) {
    if (description.series() != null) {
      Horizon horizon = description.series().horizon();
      return new NetworkEnds(
          new NetworkInput.OfSeries(horizon.inputs(), description.series().size()),
          Alignment.HORIZON,
          horizon.targets());
    }
    Alignment targets =
        description
            .knownTask()
            .filter(task -> isComplete(description, task, labels))
            .map(StoredEnds::targets)
            .orElseThrow(
                () ->
                    new InputException(
                        "%s describes a model of the task %s %s labels, which this version does not know; publish the model again"
                            .formatted(
                                file, description.task(), labels != null ? "with" : "without")));
    return new NetworkEnds(
        input(description, tokens, characters, targets),
        targets,
        labels != null
            ? labels.size()
            : targets == Alignment.VALUES ? description.targetScaling().width() : tokens.size());
  }

  private static boolean isComplete(ModelDescription description, Task task, Vocabulary labels) {
    boolean isRegression = task == Task.REGRESSION;
    return (description.targetScaling() != null) == isRegression
        && (labels != null) == (task != Task.LANGUAGE_MODEL && !isRegression);
  }

  private static NetworkInput input(
      ModelDescription description, Vocabulary tokens, Vocabulary characters, Alignment targets) {
    if (description.scaling() != null) {
      return new NetworkInput.OfNumbers(description.scaling().width());
    }
    NetworkInput.OfTokens leaves =
        new NetworkInput.OfTokens(tokens.size(), characters == null ? 0 : characters.size());
    return targets == Alignment.NODES ? new NetworkInput.OfTrees(leaves, 0) : leaves;
  }

  private static Alignment targets(Task task) {
    return switch (task) {
      case LANGUAGE_MODEL -> Alignment.NEXT_STEP;
      case LABELLING -> Alignment.SAME_STEP;
      case CLASSIFICATION -> Alignment.WHOLE;
      case MULTI_LABEL -> Alignment.SET;
      case RECOGNITION -> Alignment.STEP_SETS;
      case REGRESSION -> Alignment.VALUES;
      case TRANSLATION, CAPTIONING -> Alignment.OWN_STEPS;
      case TREE -> Alignment.NODES;
      case FORECASTING -> Alignment.HORIZON;
    };
  }
}
