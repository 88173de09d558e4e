package org.ravel.grammar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ravel.error.InputException;

/**
 * The copy memory problem (Hochreiter and Schmidhuber 1997, in the form of Arjovsky, Shah and
 * Bengio 2016) as JSON lines: ten symbols, each one of eight, then blanks for as many steps as the
 * lag, the last of which is a sign, then ten blanks. The labels are blanks as long as something
 * else is read, and behind the sign the ten symbols. The same seed gives the same lines on any
 * machine.
 *
 * <p>Who remembers the symbols has all labels right. Who remembers nothing has a mean loss of 10 ln
 * 8 / (lag + 20) nats per label, and no lower one.
 */
public final class CopyCorpus {
  private static final List<String> SYMBOLS = List.of("a", "b", "c", "d", "e", "f", "g", "h");
  private static final String BLANK = "-";
  private static final String SIGN = ">";

  /** Symbols to remember. */
  private static final int REMEMBERED = 10;

  private static final int MOST_STEPS = 100_000;

  private final int lag;
  private final StringBuilder lines = new StringBuilder();

  /**
   * Draws sequences.
   *
   * @param seed any number
   * @param sequences how many
   * @param lag steps between the last symbol and the first one that is to be said again
   * @throws InputException if {@code sequences} or {@code lag} is below 1, or the lag too long
   */
  public CopyCorpus(long seed, int sequences, int lag) {
    if (sequences < 1) {
      throw new InputException(
          "the number of sequences is %d but must be at least 1".formatted(sequences));
    }
    if (lag < 1 || lag > MOST_STEPS) {
      throw new InputException(
          "the lag is %,d but must lie between 1 and %,d".formatted(lag, MOST_STEPS));
    }
    this.lag = lag;
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < sequences; i++) {
      draw(random);
    }
  }

  private void draw(SplitMix64 random) {
    List<String> remembered = new ArrayList<>();
    for (int i = 0; i < REMEMBERED; i++) {
      remembered.add(SYMBOLS.get(random.below(SYMBOLS.size())));
    }
    List<String> text = new ArrayList<>(remembered);
    text.addAll(Collections.nCopies(lag - 1, BLANK));
    text.add(SIGN);
    text.addAll(Collections.nCopies(REMEMBERED, BLANK));
    List<String> labels = new ArrayList<>(Collections.nCopies(REMEMBERED + lag, BLANK));
    labels.addAll(remembered);
    lines
        .append("{\"text\": \"")
        .append(String.join(" ", text))
        .append("\", \"labels\": \"")
        .append(String.join(" ", labels))
        .append("\"}\n");
  }

  /** Nats per label of whoever knows where symbols are to be said, and remembers none. */
  public double lossWithoutMemory() {
    return REMEMBERED * Math.log(SYMBOLS.size()) / steps();
  }

  /** Share of the labels that this one has right on the mean. */
  public double accuracyWithoutMemory() {
    return (steps() - REMEMBERED + (double) REMEMBERED / SYMBOLS.size()) / steps();
  }

  /** Steps of a sequence. */
  public int steps() {
    return lag + 2 * REMEMBERED;
  }

  /** The lines, each with its end. */
  public String text() {
    return lines.toString();
  }
}
