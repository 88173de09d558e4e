package org.ravel.example;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ravel.config.Split;
import org.ravel.corpus.Spelling;

/** Counts the examples of a chunk. */
final class ExampleTally implements Consumer<PlacedText> {
  private final Map<Split, Long> examples = new EnumMap<>(Split.class);
  private final Map<String, Long> tokens = new HashMap<>();
  private final Map<String, Long> labels = new HashMap<>();
  private final ExampleDigest digest = new ExampleDigest();
  private final Map<String, Long> characters = new HashMap<>();
  private final Counted counted;
  private long words;
  private long cut;

  /**
   * What is counted of the training split beside labels.
   *
   * @param tokens whether tokens are
   * @param characters whether the characters of tokens are
   */
  record Counted(boolean tokens, boolean characters) implements Serializable {}

  /** Without an example. */
  ExampleTally(Counted counted) {
    this.counted = counted;
  }

  @Override
  public void accept(PlacedText example) {
    LabelledText text = example.text();
    examples.merge(example.split(), 1L, Long::sum);
    cut += text.cut() ? 1 : 0;
    digest.add(text);
    if (example.split() == Split.TRAIN) {
      if (counted.tokens()) {
        text.tokens().forEach(token -> tokens.merge(token, 1L, Long::sum));
      }
      if (counted.characters()) {
        words += text.tokens().size();
        text.tokens().forEach(this::countCharacters);
      }
      text.labels().forEach(label -> labels.merge(label, 1L, Long::sum));
    }
  }

  private void countCharacters(String token) {
    Spelling.characters(token).forEach(character -> characters.merge(character, 1L, Long::sum));
  }

  /** The characters of these tokens, with how often each stands there. */
  Map<String, Long> characters() {
    return characters;
  }

  /** Tokens whose characters were counted. */
  long words() {
    return words;
  }

  /** The tokens of the training split, with how often each stands there. */
  Map<String, Long> tokens() {
    return tokens;
  }

  /** What was counted. */
  ChunkExamples sums(long skipped) {
    return new ChunkExamples(examples, skipped, cut, digest.value(), labels);
  }
}
