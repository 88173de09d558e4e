package org.ravel.dynamics.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ravel.dynamics.StateMap;
import org.ravel.dynamics.Trajectories;

/** A network's most probable answers to words, whose symbols are places in a list of ids. */
final class NetworkAnswers {
  private final StateMap map;
  private final int[] ids;
  private final Map<List<Integer>, Integer> known = new HashMap<>();

  NetworkAnswers(StateMap map, int[] ids) {
    this.map = map;
    this.ids = ids.clone();
  }

  /** Number of symbols. */
  int symbols() {
    return ids.length;
  }

  /** Numbers of a state. */
  int size() {
    return map.size();
  }

  /** How many words were asked for, each once. */
  int asked() {
    return known.size();
  }

  /** The answers to words, by which they are found in {@link #of(List)}. */
  void ask(List<List<Integer>> words) {
    List<List<Integer>> unknown =
        words.stream().distinct().filter(word -> !known.containsKey(word)).toList();
    if (!unknown.isEmpty()) {
      double[][] starts = new double[unknown.size()][];
      Arrays.fill(starts, map.start());
      int[][] read =
          unknown.stream()
              .map(word -> word.stream().mapToInt(symbol -> ids[symbol]).toArray())
              .toArray(int[][]::new);
      int[] answers = map.answers(Trajectories.ends(map, starts, read));
      IntStream.range(0, answers.length).forEach(i -> known.put(unknown.get(i), answers[i]));
    }
  }

  /** The answer to a word that was asked for. */
  int of(List<Integer> word) {
    return known.get(word);
  }

  /**
   * The answers to all words of each length, the empty one first.
   *
   * @return by length; within one in the order of numbers whose first digit is the first symbol
   */
  List<int[]> all(int longest) {
    List<int[]> answers = new ArrayList<>();
    double[][] states = {map.start()};
    answers.add(map.answers(states));
    for (int length = 1; length <= longest; length++) {
      double[][] before = new double[states.length * ids.length][];
      int[] read = new int[before.length];
      for (int i = 0; i < before.length; i++) {
        before[i] = states[i / ids.length];
        read[i] = ids[i % ids.length];
      }
      states = map.next(before, read);
      answers.add(map.answers(states));
    }
    return answers;
  }

  /** The answers on the way of words, before the first symbol and behind each. */
  List<int[]> along(List<int[]> words) {
    return Trajectories.of(
            map,
            words.stream()
                .map(word -> IntStream.of(word).map(place -> ids[place]).toArray())
                .toList())
        .stream()
        .map(each -> map.answers(each.states()))
        .toList();
  }
}
