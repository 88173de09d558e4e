package org.ravel.hiddenmarkov;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ravel.config.HiddenMarkovConfig.StateDecoding;
import org.ravel.error.InputException;
import org.ravel.hiddenmarkov.tagging.WordTags;
import org.ravel.network.PredictorSource;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

/** A model of hidden states. It is small, and travels whole. */
public sealed interface HiddenMarkovModel extends PredictorSource
    permits HiddenMarkovText, HiddenMarkovTagger {

  /** Ids that it reads. */
  int tokens();

  /** Ids that it predicts. */
  int targets();

  /** Numbers that were learned. */
  long parameters();

  /**
   * Refuses a model of other vocabularies.
   *
   * @param tokens that are read
   * @param targets that are predicted
   * @return this model
   * @throws InputException if it has others
   */
  default HiddenMarkovModel require(int tokens, int targets) {
    if (tokens() != tokens || targets() != targets) {
      throw new InputException(
          "the hidden Markov model reads %d tokens and predicts %d ids, but the vocabularies beside it have %d and %d; publish the model again"
              .formatted(tokens(), targets(), tokens, targets));
    }
    return this;
  }

  /** Writes what {@link #read} reads. */
  default void write(OutputStream out) throws IOException {
    NumberWriter numbers = new NumberWriter(out);
    numbers.header(HiddenMarkovNumbers.MAGIC, HiddenMarkovNumbers.FORMAT);
    if (this instanceof HiddenMarkovText text) {
      numbers.constant(Kind.values(), Kind.TEXT);
      HiddenMarkovNumbers.write(numbers, text.hmm());
    } else if (this instanceof HiddenMarkovTagger tagger) {
      numbers.constant(Kind.values(), Kind.LABELS);
      HiddenMarkovNumbers.write(numbers, tagger.chain());
      tagger.words().write(numbers);
      numbers.constant(StateDecoding.values(), tagger.decoding());
    }
    numbers.flush();
  }

  /** Which of them it is. */
  enum Kind {
    TEXT,
    LABELS
  }

  /**
   * Reads a model.
   *
   * @param file its name, for messages
   * @throws InputException if it is none, or of another version
   */
  static HiddenMarkovModel read(InputStream in, String file) throws IOException {
    NumberReader numbers =
        new NumberReader(in, file, "hidden Markov model", "publish the model again");
    numbers.header(HiddenMarkovNumbers.MAGIC, HiddenMarkovNumbers.FORMAT);
    return switch (numbers.part(() -> numbers.constant(Kind.values()))) {
      case TEXT -> new HiddenMarkovText(numbers.part(() -> HiddenMarkovNumbers.discrete(numbers)));
      case LABELS ->
          numbers.part(
              () ->
                  new HiddenMarkovTagger(
                      HiddenMarkovNumbers.chain(numbers),
                      WordTags.read(numbers),
                      numbers.constant(StateDecoding.values())));
    };
  }
}
