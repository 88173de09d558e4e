package org.ravel.evaluation.caption;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Texts;

/**
 * A caption and how well it fits.
 *
 * @param ids without its ends
 */
record Scored(int[] ids, double score) implements Serializable {
  /** The best last, of equal ones the one with the higher ids. */
  private static final Comparator<Scored> ORDER =
      (a, b) -> {
        int byScore = Double.compare(a.score, b.score);
        return byScore != 0 ? byScore : Arrays.compare(a.ids, b.ids);
      };

  static Scored better(Scored a, Scored b) {
    return ORDER.compare(a, b) >= 0 ? a : b;
  }

  /** The caption among those of some images that fits best. */
  static Scored best(List<int[]> targets, Consensus consensus, Vocabulary vocabulary) {
    CaptionTokens tokens = new CaptionTokens(vocabulary);
    return targets.stream()
        .flatMap(target -> Texts.of(target).stream())
        .map(Texts::inner)
        .map(ids -> new Scored(ids, consensus.score(tokens.written(ids))))
        .reduce(Scored::better)
        .orElseThrow();
  }
}
