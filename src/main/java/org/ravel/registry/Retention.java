package org.ravel.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which versions and champions are kept in mind. */
final class Retention {
  /** Further back nobody rolls; the files would grow with the history. */
  private static final int MOST_CHAMPIONS = 100;

  private Retention() {}

  /**
   * The versions that stay, in order.
   *
   * @param present all versions, in order
   * @param champions the champion last, before it those to roll back to
   */
  static List<Integer> of(
      List<Integer> present, List<Integer> champions, int keepVersions, int keepChampions) {
    List<Integer> latestFirst = new ArrayList<>(champions);
    Collections.reverse(latestFirst);
    Set<Integer> kept =
        latestFirst.stream()
            .distinct()
            .limit(keepChampions)
            .collect(Collectors.toCollection(TreeSet::new));
    kept.addAll(present.subList(Math.max(0, present.size() - keepVersions), present.size()));
    kept.retainAll(present);
    return List.copyOf(kept);
  }

  /** Champions with one more on top. */
  static List<Integer> promoted(List<Integer> champions, int version) {
    List<Integer> after = new ArrayList<>(champions);
    after.add(version);
    return after.subList(Math.max(0, after.size() - MOST_CHAMPIONS), after.size());
  }

  /** Champions that are left, in order; one that would now follow itself stands once. */
  static List<Integer> champions(List<Integer> champions, List<Integer> kept) {
    List<Integer> left = new ArrayList<>();
    for (Integer champion : champions) {
      if (kept.contains(champion)
          && (left.isEmpty() || !left.get(left.size() - 1).equals(champion))) {
        left.add(champion);
      }
    }
    return left;
  }

  /** Such as {@code 1, 3 … 9, 12}, in order. */
  static String shortly(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.size(); ) {
      int end = i;
      while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
        end++;
      }
      text.append(i == 0 ? "" : ", ").append(numbers.get(i));
      if (end > i) {
        text.append(end > i + 1 ? " … " : ", ").append(numbers.get(end));
      }
      i = end + 1;
    }
    return text.toString();
  }
}
