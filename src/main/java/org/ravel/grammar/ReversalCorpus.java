package org.ravel.grammar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ravel.error.InputException;

/**
 * Sequences of letters and the same ones backwards: a translation without an exception, whose best
 * possible score is that everything is right. No sequence comes twice, so that one that is held out
 * is new. The same seed and number give the same text on any machine.
 */
public final class ReversalCorpus {
  private static final int LETTERS = 10;
  private static final int SHORTEST = 2;
  private static final int LONGEST = 8;

  /** There are many more of the longest. */
  private static final int MOST = 10_000_000;

  private final List<String> sequences;

  /**
   * Draws the sequences.
   *
   * @param seed any number
   * @param count how many
   * @throws InputException if there are not as many
   */
  public ReversalCorpus(long seed, int count) {
    if (count < 1 || count > MOST) {
      throw new InputException(
          "the number of sequences is %d but must lie between 1 and %,d".formatted(count, MOST));
    }
    SplitMix64 random = new SplitMix64(seed);
    Set<String> drawn = new LinkedHashSet<>();
    while (drawn.size() < count) {
      int length = SHORTEST + random.below(LONGEST - SHORTEST + 1);
      StringBuilder letters = new StringBuilder();
      for (int i = 0; i < length; i++) {
        letters.append((char) ('a' + random.below(LETTERS)));
      }
      drawn.add(letters.toString());
    }
    this.sequences = new ArrayList<>(drawn);
  }

  /** One sequence a line, a space between two letters. */
  public String source() {
    return lines(false);
  }

  /** The same lines backwards. */
  public String target() {
    return lines(true);
  }

  private String lines(boolean backwards) {
    StringBuilder text = new StringBuilder();
    for (String sequence : sequences) {
      StringBuilder letters = new StringBuilder(sequence);
      String[] all = (backwards ? letters.reverse() : letters).toString().split("");
      text.append(String.join(" ", all)).append('\n');
    }
    return text.toString();
  }
}
