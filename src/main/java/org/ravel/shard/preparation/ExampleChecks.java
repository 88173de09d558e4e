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

  /**
   * Refuses labels that say nothing.
   *
   * @param training how often each label stands in the training split
   */
  void requireLabels(Vocabulary labels, Map<String, Long> training) {
    boolean sets = config.task() == Task.MULTI_LABEL;
    if (sets && labels.size() == 0) {
      throw new InputException(
          "no example of the training split has a label, so that there is nothing to learn; check corpus.input and corpus.columns.target");
    }
    if (labels.size() < 2 && !sets) {
      throw new InputException(
          "all examples of the training split have the same label, %s, so that there is nothing to learn; check corpus.input and corpus.columns.target"
              .formatted(Phrases.shown(labels.token(0))));
    }
    List<String> once =
        new TreeSet<>(training.keySet())
            .stream().filter(label -> training.get(label) == 1).map(Phrases::shown).toList();
    if (config.task() != Task.LABELLING && !once.isEmpty()) {
      LOG.warn(
          "{} only one example in the training split: {}",
          sets
              ? Phrases.count(once.size(), "label has", "labels have")
              : Phrases.count(once.size(), "class has", "classes have"),
          Phrases.list(once));
    }
  }
}
