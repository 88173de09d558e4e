package org.ravel.grammar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ravel.error.InputException;

/**
 * Independent sentences of {@link EnglishGrammar}, one a line. The same seed and number of
 * sentences give the same text on any machine.
 *
 * <p>A token is a character, or the end of a line. Since sentences are independent and identically
 * distributed, the source's entropy per token is that of a sentence over its mean number of tokens.
 */
public final class SampleCorpus {
  private final List<Derivation> sentences;
  private final double entropyPerToken;

  /**
   * Draws the sentences.
   *
   * @param seed any number
   * @param sentences how many
   * @throws InputException if {@code sentences} is below 1
   */
  public SampleCorpus(long seed, int sentences) {
    if (sentences < 1) {
      throw new InputException(
          "the number of sentences is %d but must be at least 1".formatted(sentences));
    }
    ProbabilisticGrammar grammar = EnglishGrammar.grammar();
    SplitMix64 random = new SplitMix64(seed);
    this.sentences = new ArrayList<>(sentences);
    for (int i = 0; i < sentences; i++) {
      this.sentences.add(grammar.sample(random));
    }
    this.entropyPerToken = grammar.entropy() / (grammar.expectedCharacters() + 1);
  }

  /** The text; every line ends with a line feed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    try {
      writeTo(text);
    } catch (IOException e) {
      throw new IllegalStateException("a string builder does no input or output", e);
    }
    return text.toString();
  }

  /** Writes the text; every line ends with a line feed. */
  public void writeTo(Appendable out) throws IOException {
    for (Derivation sentence : sentences) {
      out.append(sentence.text()).append('\n');
    }
  }

  /** Entropy of the source in bits per token: the limit for any model on unlimited text. */
  public double entropyPerToken() {
    return entropyPerToken;
  }

  /** 2 to the power of {@link #entropyPerToken()}. */
  public double perplexityPerToken() {
    return Math.pow(2, entropyPerToken);
  }

  /**
   * What this very text costs under its source's own probabilities, in bits per token. It differs
   * from {@link #entropyPerToken()} by the chance of the draw.
   */
  public double codeLengthPerToken() {
    double bits = 0;
    long tokens = 0;
    for (Derivation sentence : sentences) {
      bits += sentence.bits();
      tokens += sentence.text().codePointCount(0, sentence.text().length()) + 1;
    }
    return bits / tokens;
  }
}
