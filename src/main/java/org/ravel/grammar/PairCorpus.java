package org.ravel.grammar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ravel.error.InputException;

/**
 * Pairs of sequences by a {@link PairRule}: a translation without an exception, whose best possible
 * score is that everything is right. No item comes twice, so that one that is held out is new. The
 * same seed and number give the same text on any machine.
 */
public final class PairCorpus {
  private final List<PairRule.Pair> pairs;

  /**
   * Draws the pairs.
   *
   * @param seed any number
   * @param count how many
   * @throws InputException if the rule does not have as many
   */
  public PairCorpus(PairRule rule, long seed, int count) {
    if (count < 1 || count > rule.most()) {
      throw new InputException(
          "the number of sequences is %d but must lie between 1 and %,d"
              .formatted(count, rule.most()));
    }
    SplitMix64 random = new SplitMix64(seed);
    Map<String, PairRule.Pair> drawn = new LinkedHashMap<>();
    while (drawn.size() < count) {
      PairRule.Pair pair = rule.draw(random);
      drawn.putIfAbsent(pair.item(), pair);
    }
    this.pairs = List.copyOf(drawn.values());
  }

  /** One sequence a line. */
  public String source() {
    return lines(PairRule.Pair::source);
  }

  /** What belongs to each of them, on the same lines. */
  public String target() {
    return lines(PairRule.Pair::target);
  }

  private String lines(Function<PairRule.Pair, String> side) {
    StringBuilder text = new StringBuilder();
    pairs.forEach(pair -> text.append(side.apply(pair)).append('\n'));
    return text.toString();
  }
}
