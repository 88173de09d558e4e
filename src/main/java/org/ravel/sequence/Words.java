package org.ravel.sequence;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words of sequences, each by its id and by its spelling: words that share the id of unknown ones
 * still differ in their characters.
 *
 * @param ids of the words
 * @param numbers the number of the spelling of each word, at its place among the ids; {@link #NONE}
 *     where a sequence has ended
 * @param spellings the different ones, shorter ones first: ids of characters
 */
public record Words(Field ids, int[] numbers, List<int[]> spellings) implements Steps {
  /** In place of a spelling's number: there is no word. */
  public static final int NONE = -1;

  /** The id that ends each word in a {@link Column.Spelling}. */
  public static final int END = 1;

  public Words {
    if (numbers.length != ids.ids().length) {
      throw new IllegalArgumentException(
          "%d words have %d spellings".formatted(ids.ids().length, numbers.length));
    }
  }

  /**
   * Words with their spellings.
   *
   * @param rows by sequence, the characters of its words, each word ended by {@link #END}
   * @throws IllegalArgumentException if they are of more words or fewer
   */
  public static Words of(Field ids, int[][] rows) {
    Map<IntBuffer, Integer> found = new HashMap<>();
    List<int[]> spellings = new ArrayList<>();
    int[] numbers = new int[ids.ids().length];
    Arrays.fill(numbers, NONE);
    for (int row = 0; row < rows.length; row++) {
      int step = 0;
      int start = 0;
      for (int i = 0; i < rows[row].length; i++) {
        if (rows[row][i] == END) {
          IntBuffer word = IntBuffer.wrap(rows[row], start, i - start);
          Integer number = found.get(word);
          if (number == null) {
            number = spellings.size();
            found.put(word, number);
            spellings.add(Arrays.copyOfRange(rows[row], start, i));
          }
          requireWords(ids, row, step + 1, step < ids.lengths()[row]);
          numbers[step * rows.length + row] = number;
          step++;
          start = i + 1;
        }
      }
      requireWords(ids, row, step, step == ids.lengths()[row] && start == rows[row].length);
    }
    return sorted(ids, numbers, spellings);
  }

  private static void requireWords(Field ids, int row, int words, boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException(
          "a sequence of %d words has the characters of %d".formatted(ids.lengths()[row], words));
    }
  }

  private static Words sorted(Field ids, int[] numbers, List<int[]> spellings) {
    List<Integer> order = new ArrayList<>();
    for (int number = 0; number < spellings.size(); number++) {
      order.add(number);
    }
    order.sort(Comparator.comparingInt(number -> spellings.get(number).length));
    int[] ranks = new int[order.size()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order.get(rank)] = rank;
    }
    int[] ranked = Arrays.stream(numbers).map(n -> n == NONE ? NONE : ranks[n]).toArray();
    return new Words(ids, ranked, order.stream().map(spellings::get).toList());
  }

  @Override
  public int steps() {
    return ids.steps();
  }

  @Override
  public int[] lengths() {
    return ids.lengths();
  }

  @Override
  public String what() {
    return "words";
  }
}
