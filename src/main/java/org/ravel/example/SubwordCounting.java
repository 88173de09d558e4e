package org.ravel.example;

import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.corpus.SubwordLearning;
import org.ravel.corpus.Tokenizer;
import org.ravel.example.CountedChunks.Types;

/** A reading of the words of the training split, from which subwords are learned. */
final class SubwordCounting {
  private SubwordCounting() {}

  /** The tokenizers of a table, with those learned that are to be. */
  static ExampleTokenizers learn(ExampleTable table, RavelConfig config) {
    ExampleTokenizers words = table.tokenizers();
    boolean sources = words.source().isToLearn();
    boolean targets = config.task() == Task.TRANSLATION;
    ExampleTally.Counted wanted =
        new ExampleTally.Counted(false, sources, false, 0, KnownLabels.ANY, targets, 0);
    try (CountedChunks counted = CountedChunks.of(table, wanted)) {
      if (config.targetVocabulary().shared()) {
        Tokenizer both =
            SubwordLearning.learn(
                counted.counts(Types.TOKENS, Types.TARGETS),
                words.source(),
                ExampleTable.TARGETS,
                config.vocabulary());
        return new ExampleTokenizers(both, both);
      }
      return new ExampleTokenizers(
          sources
              ? SubwordLearning.learn(
                  counted.counts(Types.TOKENS), words.source(), Documents.NONE, config.vocabulary())
              : words.source(),
          targets && words.target().isToLearn()
              ? SubwordLearning.learn(
                  counted.counts(Types.TARGETS),
                  words.target(),
                  ExampleTable.TARGETS,
                  config.targetVocabulary().ofTokens())
              : words.target());
    }
  }
}
