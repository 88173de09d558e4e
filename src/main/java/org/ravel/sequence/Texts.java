package org.ravel.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The texts that a target of its own steps holds, such as the captions of an image: the target
 * begins with an id that ends each of them.
 */
public final class Texts {
  private Texts() {}

  /** How many a target has. */
  public static int count(int[] target) {
    int count = 0;
    for (int i = 1; i < target.length; i++) {
      count += target[i] == target[0] ? 1 : 0;
    }
    return count;
  }

  /** All of a target, each with the id before it and behind it. */
  public static List<int[]> of(int[] target) {
    List<int[]> texts = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < target.length; i++) {
      if (target[i] == target[0]) {
        texts.add(Arrays.copyOfRange(target, start, i + 1));
        start = i;
      }
    }
    return texts;
  }

  /** A text without the id before it and the one behind it. */
  public static int[] inner(int[] text) {
    return Arrays.copyOfRange(text, 1, text.length - 1);
  }

  /** Tokens of the longest one, with its end. */
  public static int longest(int[] target) {
    return of(target).stream().mapToInt(text -> text.length - 1).max().orElse(0);
  }

  /** An example for each text of the last column. */
  public static List<Example> apart(Example example) {
    int last = example.values().size() - 1;
    int[] target = example.ids(last);
    if (count(target) == 1) {
      return List.of(example);
    }
    return of(target).stream().map(text -> with(example, last, text)).toList();
  }

  /**
   * An example with one text of the last column.
   *
   * @param turn any number from 0: as many in a row as there are texts choose each of them once
   */
  public static Example one(Example example, long turn) {
    int last = example.values().size() - 1;
    int[] target = example.ids(last);
    int count = count(target);
    return count == 1
        ? example
        : with(example, last, of(target).get(Math.toIntExact(turn % count)));
  }

  private static Example with(Example example, int last, int[] text) {
    List<Values> values = new ArrayList<>(example.values().subList(0, last));
    values.add(new Values.OfIds(text));
    return new Example(example.index(), values, example.origin());
  }
}
