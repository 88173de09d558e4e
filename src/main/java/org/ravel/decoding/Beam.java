package org.ravel.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ravel.config.DecodingConfig;

/** The beginnings of one source's translation that are followed, and those that have ended. */
final class Beam {
  /** What the best one is chosen by; of equal ones the first counts. */
  private record Ended(Hypothesis hypothesis, double score) {}

  /**
   * A beginning.
   *
   * @param ids of its tokens
   * @param logProbability of them
   * @param parent the place of the one that it continues
   */
  record Beginning(int[] ids, double logProbability, int parent) {

    int last() {
      return ids[ids.length - 1];
    }
  }

  /**
   * What may come next.
   *
   * @param parent the place of the beginning that it continues
   * @param logProbability of all
   */
  record Next(int parent, int id, double logProbability) {
    /** The most probable first; what is not a number before all. */
    private static final Comparator<Next> ORDER =
        Comparator.comparingDouble(Next::logProbability)
            .reversed()
            .thenComparing(Next::parent)
            .thenComparing(Next::id);
  }

  private final DecodingConfig config;
  private final int end;
  private final List<Ended> ended = new ArrayList<>();
  private List<Beginning> beginnings = List.of(new Beginning(new int[0], 0, 0));

  Beam(DecodingConfig config, int end) {
    this.config = config;
    this.end = end;
  }

  /** Those that are followed; none when the search is over. */
  List<Beginning> beginnings() {
    return beginnings;
  }

  /** Whether the next token must be the end. */
  boolean mustEnd() {
    return beginnings.get(0).ids().length >= config.longest();
  }

  /** Whether the next token may be the end. */
  boolean mayEnd() {
    return beginnings.get(0).ids().length >= config.shortest();
  }

  /**
   * Goes on by a token.
   *
   * @param all what may come next: the best ones of each beginning, twice as many as are followed
   */
  void advance(List<Next> all) {
    List<Next> best = new ArrayList<>(all);
    best.sort(Next.ORDER);
    List<Beginning> next = new ArrayList<>();
    for (int rank = 0; rank < best.size() && next.size() < config.beam(); rank++) {
      Next one = best.get(rank);
      int[] ids = beginnings.get(one.parent()).ids();
      if (one.id() != end) {
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = one.id();
        next.add(new Beginning(longer, one.logProbability(), one.parent()));
      } else if (rank < config.beam()) {
        ended.add(new Ended(new Hypothesis(ids, one.logProbability()), score(one, ids.length + 1)));
      }
    }
    beginnings = ended.size() >= config.beam() ? List.of() : next;
  }

  private double score(Next one, int tokens) {
    return one.logProbability() / Math.pow(tokens, config.lengthPenalty());
  }

  /** The best translation that has ended. */
  Hypothesis best() {
    Ended best = ended.get(0);
    for (Ended one : ended) {
      best = one.score() > best.score() ? one : best;
    }
    return best.hypothesis();
  }
}
