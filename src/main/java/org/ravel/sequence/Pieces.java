package org.ravel.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pieces of a long sequence, in its order, each of at most so many steps: as few as possible, and
 * none longer than another by more than one step.
 *
 * @param steps of the whole sequence
 * @param count of its pieces
 */
public record Pieces(int steps, int count) {

  /** Those of a sequence. */
  public static Pieces of(int steps, int longest) {
    return new Pieces(steps, Math.max(1, 1 + (steps - 1) / longest));
  }

  /** Where a piece begins; for {@code piece = count}, the number of steps. */
  public int start(int piece) {
    return (int) ((long) piece * steps / count);
  }

  /** Steps of a piece. */
  public int steps(int piece) {
    return start(piece + 1) - start(piece);
  }

  /**
   * What is read of a piece.
   *
   * @param inputs what is read of the whole sequence: its ids or real numbers, and of words their
   *     spelling
   */
  public List<Values> of(List<Values> inputs, int piece) {
    if (count == 1) {
      return inputs;
    }
    int from = start(piece);
    int to = start(piece + 1);
    List<Values> values = new ArrayList<>();
    if (inputs.get(0) instanceof Values.OfReals reals) {
      int width = reals.width();
      values.add(
          new Values.OfReals(width, Arrays.copyOfRange(reals.numbers(), from * width, to * width)));
    } else {
      values.add(new Values.OfIds(Arrays.copyOfRange(ids(inputs, 0), from, to)));
    }
    if (inputs.size() > 1) {
      int[] spelling = ids(inputs, 1);
      int start = afterWords(spelling, 0, from);
      int end = afterWords(spelling, start, to - from);
      values.add(new Values.OfIds(Arrays.copyOfRange(spelling, start, end)));
    }
    return values;
  }

  private static int[] ids(List<Values> inputs, int column) {
    return ((Values.OfIds) inputs.get(column)).ids();
  }

  /** Where the characters of so many words have ended. */
  private static int afterWords(int[] spelling, int from, int words) {
    int at = from;
    for (int word = 0; word < words; at++) {
      word += spelling[at] == Words.END ? 1 : 0;
    }
    return at;
  }
}
