package org.ravel.example;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ravel.config.Split;

/** Counts the examples of a chunk. */
public final class ExampleTally implements Consumer<PlacedText> {
  private final Map<Split, Long> examples = new EnumMap<>(Split.class);
  private final Map<String, Long> tokens = new HashMap<>();
  private final Map<String, Long> labels = new HashMap<>();
  private long cut;
  private long digest;

  @Override
  public void accept(PlacedText example) {
    LabelledText text = example.text();
    examples.merge(example.split(), 1L, Long::sum);
    cut += text.cut() ? 1 : 0;
    digest = 31 * (31 * digest + text.tokens().hashCode()) + text.labels().hashCode();
    if (example.split() == Split.TRAIN) {
      text.tokens().forEach(token -> tokens.merge(token, 1L, Long::sum));
      text.labels().forEach(label -> labels.merge(label, 1L, Long::sum));
    }
  }

  /** The tokens of the training split, with how often each stands there. */
  Map<String, Long> tokens() {
    return tokens;
  }

  /** What was counted. */
  public ChunkExamples sums(long skipped) {
    return new ChunkExamples(examples, skipped, cut, digest, labels);
  }
}
