package org.ravel.hiddenmarkov;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ravel.config.HiddenMarkovConfig.StateDecoding;
import org.ravel.error.InputException;
import org.ravel.hiddenmarkov.tagging.WordTags;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Horizon;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

/** A model of hidden states. It is small, and travels whole. */
public sealed interface HiddenMarkovModel extends PredictorSource
    permits HiddenMarkovIds, HiddenMarkovSeries {

  /** Numbers that were learned. */
  long parameters();

  /** Writes what {@link #readIds} or {@link #readSeries} reads. */
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
    } else if (this instanceof HiddenMarkovSeries series) {
      numbers.constant(Kind.values(), Kind.SERIES);
      HiddenMarkovNumbers.write(numbers, series.hmm());
    }
    numbers.flush();
  }

  /** Which of them it is. */
  enum Kind {
    TEXT,
    LABELS,
    SERIES
  }

  /**
   * Reads a model of ids.
   *
   * @param file its name, for messages
   * @throws InputException if it is none, or of another version
   */
  static HiddenMarkovIds readIds(InputStream in, String file) throws IOException {
    NumberReader numbers = opened(in, file);
    return switch (numbers.part(() -> numbers.constant(Kind.values()))) {
      case TEXT -> new HiddenMarkovText(numbers.part(() -> HiddenMarkovNumbers.discrete(numbers)));
      case LABELS ->
          numbers.part(
              () ->
                  new HiddenMarkovTagger(
                      HiddenMarkovNumbers.chain(numbers),
                      WordTags.read(numbers),
                      numbers.constant(StateDecoding.values())));
      case SERIES -> throw otherwise(file, "series", "ids");
    };
  }

  /**
   * Reads a model of series.
   *
   * @param file its name, for messages
   * @param horizon how it reads windows
   * @throws InputException if it is none, or of another version
   */
  static HiddenMarkovSeries readSeries(InputStream in, String file, Horizon horizon)
      throws IOException {
    NumberReader numbers = opened(in, file);
    return switch (numbers.part(() -> numbers.constant(Kind.values()))) {
      case TEXT, LABELS -> throw otherwise(file, "ids", "series");
      case SERIES ->
          numbers.part(
              () -> new HiddenMarkovSeries(horizon, HiddenMarkovNumbers.gaussian(numbers)));
    };
  }

  private static NumberReader opened(InputStream in, String file) throws IOException {
    NumberReader numbers =
        new NumberReader(in, file, "hidden Markov model", "publish the model again");
    numbers.header(HiddenMarkovNumbers.MAGIC, HiddenMarkovNumbers.FORMAT);
    return numbers;
  }

  private static InputException otherwise(String file, String found, String described) {
    return new InputException(
        "%s holds a hidden Markov model of %s, but the model.json beside it describes one of %s; publish the model again"
            .formatted(file, found, described));
  }
}
