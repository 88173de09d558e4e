package org.ravel.corpus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ravel.wording.Phrases;

/**
 * How far the labels of new examples are from those that a set of labels was counted on.
 *
 * @param targets labels of the new examples
 * @param newTargets those of them that are none of the set
 * @param names the labels that are none of the set, the most frequent ones first
 * @param divergence between the frequencies of the labels, in bits, as {@link VocabularyDrift}
 *     defines it; those that are none of the set count as one more label; null where the set says
 *     no counts
 */
public record LabelDrift(long targets, long newTargets, List<String> names, Double divergence) {

  /**
   * Measures labels.
   *
   * @param set whose counts are those of the examples that it was counted on
   * @param labels how often each label stands in the new examples; not empty
   */
  public static LabelDrift of(Vocabulary set, Map<String, Long> labels) {
    long[] now = new long[set.size() + 1];
    labels.forEach((label, count) -> now[set.id(label)] += count);
    long[] before = new long[now.length];
    for (int id = 0; id < set.size(); id++) {
      before[id] = set.count(id);
    }
    List<String> names =
        labels.entrySet().stream()
            .filter(label -> set.id(label.getKey()) == set.unknown())
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    long counted = Arrays.stream(before).sum();
    return new LabelDrift(
        Arrays.stream(now).sum(),
        now[set.unknown()],
        names,
        counted == 0 ? null : VocabularyDrift.divergence(before, counted, now));
  }

  /** Share of the labels that are none of the set. */
  public double newRate() {
    return (double) newTargets / targets;
  }

  /** Their names, for messages. */
  public String shownNew() {
    return Phrases.list(names.stream().map(Phrases::shown).toList());
  }
}
