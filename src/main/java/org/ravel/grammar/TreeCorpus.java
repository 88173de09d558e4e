package org.ravel.grammar;

import java.util.List;
import org.ravel.error.InputException;

/**
 * Trees of words for and against something, a line each: {@code (+ (0 the) (+ …))}. A node's worth
 * follows from its children's: it is the sign of their sum, but a negation before its sibling turns
 * that one's round. Its label is this worth, save for a share of the labels, each of which is
 * another one, drawn by itself. The same seed gives the same trees on any machine.
 *
 * <p>Who knows the words has every worth, and answers with it: no model is right more often on the
 * mean.
 */
public final class TreeCorpus {
  /** Share of the labels that are not their node's worth. */
  private static final double NOISE = 0.1;

  private static final int MOST_WORDS = 12;
  private static final List<String> LABELS = List.of("-", "0", "+");

  /** By worth: against, neither, for; and negations, which are worth nothing by themselves. */
  private static final List<List<String>> WORDS =
      List.of(
          List.of("dull", "flat", "silly", "tired", "cold", "loud"),
          List.of("film", "plot", "the", "actors", "music", "scene"),
          List.of("fine", "bright", "funny", "warm", "clever", "tender"),
          List.of("not", "never"));

  private static final int NEUTRAL = 1;
  private static final int NEGATION = 3;

  private final SplitMix64 random;
  private final StringBuilder lines = new StringBuilder();
  private long nodes;
  private long right;
  private long roots;
  private long rootsRight;

  /**
   * Draws trees.
   *
   * @param seed any number
   * @param trees how many
   * @throws InputException if {@code trees} is below 1
   */
  public TreeCorpus(long seed, int trees) {
    if (trees < 1) {
      throw new InputException("the number of trees is %d but must be at least 1".formatted(trees));
    }
    this.random = new SplitMix64(seed);
    for (int tree = 0; tree < trees; tree++) {
      Drawn root = draw(1 + random.below(MOST_WORDS));
      lines.append(root.text()).append('\n');
      roots++;
      rootsRight += root.isRight() ? 1 : 0;
    }
  }

  /**
   * A node.
   *
   * @param worth −1, 0 or 1
   * @param negates whether it is a negation
   * @param isRight whether its label is its worth
   */
  private record Drawn(int worth, boolean negates, String text, boolean isRight) {}

  private Drawn draw(int words) {
    if (words == 1) {
      int kind = random.below(WORDS.size());
      boolean negates = kind == NEGATION;
      List<String> choices = WORDS.get(kind);
      return labelled(
          negates ? 0 : kind - NEUTRAL, negates, choices.get(random.below(choices.size())));
    }
    int first = 1 + random.below(words - 1);
    Drawn left = draw(first);
    Drawn other = draw(words - first);
    int worth = left.negates() ? -other.worth() : Integer.signum(left.worth() + other.worth());
    return labelled(worth, false, left.text() + " " + other.text());
  }

  private Drawn labelled(int worth, boolean negates, String inside) {
    int label = worth + NEUTRAL;
    if (random.nextDouble() < NOISE) {
      label = (label + 1 + random.below(LABELS.size() - 1)) % LABELS.size();
    }
    boolean isRight = label == worth + NEUTRAL;
    nodes++;
    right += isRight ? 1 : 0;
    return new Drawn(worth, negates, "(%s %s)".formatted(LABELS.get(label), inside), isRight);
  }

  /** The trees. */
  public String text() {
    return lines.toString();
  }

  /** How many labels there are. */
  public long labels() {
    return nodes;
  }

  /** Share of these labels that whoever knows the words gets right. */
  public double bestAccuracy() {
    return (double) right / nodes;
  }

  /** The same of roots. */
  public double bestRootAccuracy() {
    return (double) rootsRight / roots;
  }

  /** Both on the mean over what may have been drawn. */
  public double expectedAccuracy() {
    return 1 - NOISE;
  }
}
