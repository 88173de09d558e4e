package org.ravel.decoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for the most probable that can be written, by following a number of prefixes (Graves 2012;
 * Sutskever et al. 2014) until as many have ended.
 */
final class BeamSearch implements Search {
  private final WritingRules rules;
  private final int width;
  private final BestSymbols best;
  private final List<Hypothesis> ended = new ArrayList<>();
  private List<Prefix> prefixes = List.of(Prefix.EMPTY);

  BeamSearch(WritingRules rules) {
    this.rules = rules;
    this.width = rules.config().beam();
    // One of those of each prefix may be its end.
    this.best = new BestSymbols(2 * width);
  }

  @Override
  public List<Prefix> prefixes() {
    return prefixes;
  }

  @Override
  public void advance(NextSymbols next) {
    List<Extension> all = new ArrayList<>();
    for (int place = 0; place < prefixes.size(); place++) {
      Prefix before = prefixes.get(place);
      for (int id : ids(before, place, next)) {
        all.add(next.extension(before, place, id));
      }
    }
    all.sort(Extension.ORDER);
    List<Prefix> longer = new ArrayList<>();
    for (int rank = 0; rank < all.size() && longer.size() < width; rank++) {
      Extension one = all.get(rank);
      Prefix before = prefixes.get(one.parent());
      double[] attention = next.attention(one.parent());
      if (one.id() != rules.end()) {
        longer.add(before.then(one, attention));
      } else if (rank < width) {
        ended.add(before.end(one, attention, rules));
      }
    }
    prefixes = ended.size() >= width ? List.of() : longer;
  }

  private int[] ids(Prefix before, int place, NextSymbols next) {
    if (rules.mustEnd(before)) {
      return new int[] {rules.end()};
    }
    float[] logits = next.logits(place);
    rules.exclude(before, logits);
    int[] ids = best.choose(logits);
    return ids.length == 0 ? new int[] {rules.end()} : ids;
  }

  /** The best that have ended, the best one first; of equal ones the first that has ended. */
  @Override
  public List<Hypothesis> written() {
    return ended.stream()
        .sorted(Comparator.comparingDouble(Hypothesis::penalizedScore).reversed())
        .limit(rules.config().candidates())
        .toList();
  }
}
