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
  private long unlearnable;

  /**
   * What is counted beside labels: of the training split, or of all splits where examples are added
   * to shards.
   *
   * @param tokens whether tokens are
   * @param characters whether the characters of tokens are
   * @param known which labels may be learned
   */
  record Counted(boolean tokens, boolean characters, KnownLabels known) implements Serializable {

    boolean counts(Split split) {
      return split == Split.TRAIN || known.areGiven();
    }
  }

  /** Without an example. */
  ExampleTally(Counted counted) {
    this.counted = counted;
  }

  @Override
  public void accept(PlacedText example) {
    LabelledText text = example.text();
    digest.add(text);
    if (counted.known().admit(example)) {
      examples.merge(example.split(), 1L, Long::sum);
      cut += text.cut() ? 1 : 0;
    } else {
      unlearnable++;
    }
    if (counted.counts(example.split())) {
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

  /** The tokens that were counted, with how often each stands there. */
  Map<String, Long> tokens() {
    return tokens;
  }

  /** What was counted. */
  ChunkExamples sums(long skipped) {
    return new ChunkExamples(examples, skipped, unlearnable, cut, digest.value(), labels);
  }
}
