package org.ravel.decoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for the most probable that can be written, by following a number of beginnings (Graves
 * 2012; Sutskever et al. 2014) until as many have ended.
 */
final class Beam implements Search {
  private final WritingRules rules;
  private final int width;
  private final BestSymbols best;
  private final List<Hypothesis> ended = new ArrayList<>();
  private List<Beginning> beginnings = List.of(Beginning.EMPTY);

  Beam(WritingRules rules) {
    this.rules = rules;
    this.width = rules.config().beam();
    // One of those of each beginning may be its end.
    this.best = new BestSymbols(2 * width);
  }

  @Override
  public List<Beginning> beginnings() {
    return beginnings;
  }

  @Override
  public void advance(NextSymbols next) {
    List<Following> all = new ArrayList<>();
    for (int place = 0; place < beginnings.size(); place++) {
      Beginning before = beginnings.get(place);
      for (int id : ids(before, place, next)) {
        all.add(next.following(before, place, id));
      }
    }
    all.sort(Following.ORDER);
    List<Beginning> longer = new ArrayList<>();
    for (int rank = 0; rank < all.size() && longer.size() < width; rank++) {
      Following one = all.get(rank);
      Beginning before = beginnings.get(one.parent());
      double[] looked = next.looked(one.parent());
      if (one.id() != rules.end()) {
        longer.add(before.then(one, looked));
      } else if (rank < width) {
        ended.add(before.end(one, looked, rules));
      }
    }
    beginnings = ended.size() >= width ? List.of() : longer;
  }

  private int[] ids(Beginning before, int place, NextSymbols next) {
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
        .sorted(Comparator.comparingDouble(Hypothesis::compared).reversed())
        .limit(rules.config().candidates())
        .toList();
  }
}
