package org.ravel.shard.preparation;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.example.ChunkExamples;
import org.ravel.example.StringAnswers;
import org.ravel.wording.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must hold of the examples of a new shard set, and what to warn of. */
record ExampleChecks(RavelConfig config) {
  private static final Logger LOG = LoggerFactory.getLogger(ExampleChecks.class);

  /** Refuses what holds nothing to learn from. */
  void requireTraining(List<ChunkExamples> chunks) {
    if (ChunkExamples.examples(chunks, Split.TRAIN) == 0) {
      long others =
          ChunkExamples.examples(chunks, Split.VALIDATION)
              + ChunkExamples.examples(chunks, Split.TEST);
      throw new InputException(
          "the input has %s, none of which is for training; check corpus.input and split"
              .formatted(Phrases.count(others, "example")));
    }
  }

  /** Warns of splits that are wanted, but will not be there. */
  void warnOfEmpty(List<ChunkExamples> chunks) {
    SplitConfig split = config.split();
    warnOfEmpty(chunks, Split.VALIDATION, split.validation(), split.validationInput());
    warnOfEmpty(chunks, Split.TEST, split.test(), split.testInput());
  }

  private static void warnOfEmpty(
      List<ChunkExamples> chunks, Split split, double share, List<String> files) {
    String key = split.key();
    if (ChunkExamples.examples(chunks, split) > 0) {
      return;
    }
    if (!files.isEmpty()) {
      LOG.warn(
          "split.{}-input names files without an example: there will be no {} split", key, key);
    } else if (share > 0) {
      LOG.warn(
          "split.{} is {}, but gets none of so few examples: there will be no {} split",
          key,
          share,
          key);
    }
  }

  /** Labels of which something can be learned: in a set one may stand or not. */
  static int fewestLabels(Task task) {
    return task == Task.MULTI_LABEL || task == Task.RECOGNITION ? 1 : 2;
  }

  /**
   * Refuses labels that say nothing.
   *
   * @param training how often each label stands in the training split
   */
  void requireLabels(Vocabulary labels, Map<String, Long> training) {
    if (config.task() == Task.RECOGNITION) {
      requireAnswers(labels);
    }
    if (labels.size() < fewestLabels(config.task())) {
      if (labels.size() == 0) {
        throw new InputException(
            "no example of the training split has a label, so that there is nothing to learn; check corpus.input and corpus.columns.target");
      }
      throw new InputException(
          "all examples of the training split have the same label, %s, so that there is nothing to learn; check corpus.input and corpus.columns.target"
              .formatted(Phrases.shown(labels.token(0))));
    }
    List<String> once =
        new TreeSet<>(training.keySet())
            .stream().filter(label -> training.get(label) == 1).map(Phrases::shown).toList();
    if (config.task() != Task.LABELLING && !once.isEmpty()) {
      LOG.warn("{} in the training split: {}", onlyOnce(once.size()), Phrases.list(once));
    }
  }

  /** Refuses strings none of which belongs to the language, and labels for other questions. */
  private void requireAnswers(Vocabulary labels) {
    String accept = config.corpus().columns().accept();
    boolean known = labels.id(StringAnswers.ACCEPT) != labels.unknown();
    if (accept != null && !known) {
      throw new InputException(
          "no string of the training split belongs to the language by column %s, so that there is nothing to learn; check corpus.input and corpus.columns.accept"
              .formatted(accept));
    }
    if (accept == null && known) {
      throw new InputException(
          "the labels of target-vocabulary.from say whether a string belongs to the language, but corpus.columns.accept is null; name the column that says so");
    }
  }

  private String onlyOnce(int labels) {
    return switch (config.task()) {
      case CLASSIFICATION ->
          Phrases.count(labels, "class has only one example", "classes have only one example");
      case MULTI_LABEL, RECOGNITION ->
          Phrases.count(labels, "label has only one example", "labels have only one example");
      // Those of all nodes are counted.
      case TREE, LABELLING ->
          Phrases.count(labels, "label stands only once", "labels stand only once");
      case LANGUAGE_MODEL, TRANSLATION, CAPTIONING, FORECASTING, REGRESSION ->
          throw new IllegalStateException("%s has no labels".formatted(config.task()));
    };
  }
}
