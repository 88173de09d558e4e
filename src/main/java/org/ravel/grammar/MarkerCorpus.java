package org.ravel.grammar;

import java.util.ArrayList;
import java.util.List;
import org.ravel.error.InputException;

/**
 * Words around a marker, as JSON lines: a word says that its label is there where it stands before
 * the marker, and one time in ten the contrary holds. The same seed gives the same lines on any
 * machine.
 *
 * <p>Who knows the source answers with the words before the marker: no model is right more often on
 * the mean, and none has a lower log loss than the entropy of what is drawn. Counts of words say
 * nothing, since all sequences have the same words.
 */
public final class MarkerCorpus {
  private static final List<String> WORDS = List.of("brass", "drums", "flute", "strings");
  private static final String MARKER = "but";
  private static final double CONTRARY = 0.1;

  private final StringBuilder lines = new StringBuilder();
  private final int sequences;
  private long right;
  private long exact;
  private long answered;
  private long there;
  private long both;

  /**
   * Draws sequences.
   *
   * @param seed any number
   * @param sequences how many
   * @throws InputException if {@code sequences} is below 1
   */
  public MarkerCorpus(long seed, int sequences) {
    if (sequences < 1) {
      throw new InputException(
          "the number of sequences is %d but must be at least 1".formatted(sequences));
    }
    this.sequences = sequences;
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < sequences; i++) {
      draw(random);
    }
  }

  private void draw(SplitMix64 random) {
    List<String> text = new ArrayList<>();
    text.add(MARKER);
    for (String word : WORDS) {
      text.add(random.below(text.size() + 1), word);
    }
    List<String> labels = new ArrayList<>();
    int hits = 0;
    for (String word : WORDS) {
      boolean before = text.indexOf(word) < text.indexOf(MARKER);
      boolean is = before != random.nextDouble() < CONTRARY;
      if (is) {
        labels.add("\"" + word + "\"");
      }
      hits += is == before ? 1 : 0;
      answered += before ? 1 : 0;
      there += is ? 1 : 0;
      both += is && before ? 1 : 0;
    }
    right += hits;
    exact += hits == WORDS.size() ? 1 : 0;
    lines
        .append("{\"text\": \"")
        .append(String.join(" ", text))
        .append("\", \"labels\": [")
        .append(String.join(", ", labels))
        .append("]}\n");
  }

  /** A JSON object on each line, with {@code text} and {@code labels}. */
  public String text() {
    return lines.toString();
  }

  /** Labels' F1, all together, of whoever knows the source. */
  public double bestMicroF1() {
    return 2.0 * both / (answered + there);
  }

  /** Share of the sequences whose whole set they get right. */
  public double bestExactMatch() {
    return (double) exact / sequences;
  }

  /** Share of the labels, there or not, that they get wrong. */
  public double bestHammingLoss() {
    return 1 - (double) right / (sequences * (double) WORDS.size());
  }

  /** Their log loss in nats per sequence, on the mean: the entropy of the labels. */
  public static double entropy() {
    double other = 1 - CONTRARY;
    return -WORDS.size() * (CONTRARY * StrictMath.log(CONTRARY) + other * StrictMath.log(other));
  }
}
