package org.ravel.example;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ravel.config.Split;

/** Counts the examples of a chunk. */
final class ExampleTally implements Consumer<PlacedText> {
  private final Map<Split, Long> examples = new EnumMap<>(Split.class);
  private final Map<String, Long> tokens = new HashMap<>();
  private final Map<String, Long> labels = new HashMap<>();
  private final ExampleDigest digest = new ExampleDigest();
  private final boolean withTokens;
  private long cut;

  /**
   * Without an example.
   *
   * @param withTokens whether tokens are counted
   */
  ExampleTally(boolean withTokens) {
    this.withTokens = withTokens;
  }

  @Override
  public void accept(PlacedText example) {
    LabelledText text = example.text();
    examples.merge(example.split(), 1L, Long::sum);
    cut += text.cut() ? 1 : 0;
    digest.add(text);
    if (example.split() == Split.TRAIN) {
      if (withTokens) {
        text.tokens().forEach(token -> tokens.merge(token, 1L, Long::sum));
      }
      text.labels().forEach(label -> labels.merge(label, 1L, Long::sum));
    }
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
