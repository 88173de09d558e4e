package org.ravel.example;

import java.io.Serializable;
import org.ravel.config.CorpusConfig;
import org.ravel.config.TokenizerKind;
import org.ravel.corpus.Tokenizer;
import org.ravel.corpus.Vocabulary;

/**
 * What cuts the text of examples into tokens; where they stand apart already, what puts them
 * together.
 *
 * @param source of what is read
 * @param target of targets that are text
 */
public record ExampleTokenizers(Tokenizer source, Tokenizer target) implements Serializable {

  /** As configured. */
  public static ExampleTokenizers of(CorpusConfig config) {
    Tokenizer tokenizer =
        Tokenizer.of(
            config.format().isTokenised() ? TokenizerKind.WHITESPACE : config.tokenizer(),
            config.lowerCase());
    return new ExampleTokenizers(tokenizer, tokenizer);
  }

  /**
   * Those of vocabularies, where there are any.
   *
   * @param sources null to keep the tokenizer
   * @param targets null to keep the tokenizer
   */
  public ExampleTokenizers with(Vocabulary sources, Vocabulary targets) {
    return new ExampleTokenizers(
        sources == null ? source : sources.tokenizer(),
        targets == null ? target : targets.tokenizer());
  }

  /**
   * Whether subwords are still to be learned.
   *
   * @param targets whether targets are text
   */
  boolean areToLearn(boolean targets) {
    return source.isToLearn() || (targets && target.isToLearn());
  }
}
