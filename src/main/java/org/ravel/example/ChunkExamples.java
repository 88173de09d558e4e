package org.ravel.example;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Split;

/**
 * What a chunk of the input was found to hold.
 *
 * @param examples how many, by split; none where there are none
 * @param skipped malformed rows that are left out
 * @param unlearnable examples for training that are left out because of a label
 * @param cut examples that are longer than allowed
 * @param digest of the examples, to notice whether they change
 * @param labels of the training split, or of all splits where examples are added to shards, with
 *     how often each stands there
 */
public record ChunkExamples(
    Map<Split, Long> examples,
    long skipped,
    long unlearnable,
    long cut,
    long digest,
    Map<String, Long> labels)
    implements Serializable {

  /** Number of the examples of chunks in a split. */
  public static long examples(List<ChunkExamples> chunks, Split split) {
    return chunks.stream().mapToLong(chunk -> chunk.examples(split)).sum();
  }

  /** How often each label stands in chunks. */
  static Map<String, Long> labels(List<ChunkExamples> chunks) {
    Map<String, Long> labels = new HashMap<>();
    chunks.forEach(
        chunk -> chunk.labels().forEach((label, n) -> labels.merge(label, n, Long::sum)));
    return labels;
  }

  /** Whether it holds no example. */
  public boolean isEmpty() {
    return examples.values().stream().allMatch(count -> count == 0);
  }

  /** Number of its examples in a split. */
  public long examples(Split split) {
    return examples.getOrDefault(split, 0L);
  }
}
