package org.ravel.generation;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.SequencePredictor;
import org.ravel.sequence.Field;

/** Draws text from a language model, token by token; what was drawn is the next input. */
public final class TextGenerator {
  private final SequencePredictor predictor;
  private final Vocabulary vocabulary;

  public TextGenerator(SequencePredictor predictor, Vocabulary vocabulary) {
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
    predictor.reset();
    float[] logits = predict(primeIds.length == 0 ? new int[] {start()} : primeIds);
    for (int i = primeIds.length; i < ids.length; i++) {
      logits[vocabulary.unknown()] = Float.NEGATIVE_INFINITY;
      ids[i] = sampling.draw(logits, random);
      if (i + 1 < ids.length) {
        logits = predict(new int[] {ids[i]});
      }
    }
    predictor.reset();
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
  private float[] predict(int[] ids) {
    return predictor.logits(Field.of(ids)).getRow(ids.length - 1L).toFloatVector();
  }
}
