package org.ravel.dynamics.cycle;

import java.util.ArrayList;
import java.util.List;
import org.ravel.dynamics.StateMap;

/**
 * What a search for cycles has found.
 *
 * @param found by symbol, short ones first
 * @param answers of the network in each cycle's states
 * @param starts that each search began with
 * @param longest period that was looked for
 * @param leftOut why nothing was looked for; null if something was
 */
public record Cycles(
    List<Cycle> found, List<int[]> answers, int starts, int longest, String leftOut) {
  public Cycles {
    found = List.copyOf(found);
    answers = List.copyOf(answers);
  }

  /** Nothing, and why. */
  public static Cycles leftOut(String reason) {
    return new Cycles(List.of(), List.of(), 0, 0, reason);
  }

  /** What a search finds for some symbols. */
  public static Cycles of(StateMap map, CycleSearch search, List<Integer> symbols, int longest) {
    List<Cycle> found = new ArrayList<>();
    symbols.forEach(symbol -> found.addAll(search.find(symbol)));
    List<int[]> answers = found.stream().map(cycle -> map.answers(cycle.points())).toList();
    return new Cycles(found, answers, search.starts(), longest, null);
  }
}
