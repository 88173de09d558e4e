package org.ravel.generation;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.ravel.corpus.Vocabulary;
import org.ravel.decoding.Sampling;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;

/** Draws text from a language model, token by token; what was drawn is the next input. */
public final class TextGenerator implements AutoCloseable {
  private final Predictor predictor;
  private final Vocabulary vocabulary;

  /** A generator that closes its predictor. */
  public TextGenerator(Predictor predictor, Vocabulary vocabulary) {
    this.predictor = predictor;
    this.vocabulary = vocabulary;
  }

  /**
   * Generates text.
   *
   * @param prime text that the model reads first; may be empty
   * @param length tokens to draw
   * @param sampling how the next token is drawn
   * @param seed the same seed gives the same text
   * @return the prime and what was drawn
   */
  public String generate(String prime, int length, Sampling sampling, long seed) {
    // The generator of this class is fixed by its specification, so texts can be made again.
    Random random = new Random(seed);
    int[] primeIds = vocabulary.encode(prime);
    int[] ids = Arrays.copyOf(primeIds, primeIds.length + length);
    HiddenState state = predictor.start();
    float[] logits = predict(primeIds.length == 0 ? new int[] {start()} : primeIds, state);
    for (int i = primeIds.length; i < ids.length; i++) {
      logits[vocabulary.unknown()] = Float.NEGATIVE_INFINITY;
      ids[i] = sampling.draw(logits, random);
      if (i + 1 < ids.length) {
        logits = predict(new int[] {ids[i]}, state);
      }
    }
    return vocabulary.decode(ids);
  }

  /** Where a text starts: after a document's end, or else after the most frequent token. */
  private int start() {
    return vocabulary
        .endOfDocument()
        .orElseGet(
            () ->
                IntStream.range(0, vocabulary.size())
                    .filter(id -> id != vocabulary.unknown())
                    .findFirst()
                    .orElse(vocabulary.unknown()));
  }

  /** Logits after the last of the ids. */
  private float[] predict(int[] ids, HiddenState state) {
    try (Categorical next = predictor.predict(Field.of(ids), state)) {
      float[] logits = new float[next.symbols()];
      next.logits(0, ids.length - 1, logits);
      return logits;
    }
  }

  @Override
  public void close() {
    predictor.close();
  }
}
