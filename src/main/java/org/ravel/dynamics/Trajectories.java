package org.ravel.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Ways through the states, side by side. */
public final class Trajectories {
  private Trajectories() {}

  /** The ways of strings from the start. */
  public static List<Trajectory> of(StateMap map, List<int[]> strings) {
    List<Trajectory> trajectories = new ArrayList<>();
    double[] start = map.start();
    for (int[] string : strings) {
      double[][] states = new double[string.length + 1][];
      states[0] = start;
      trajectories.add(new Trajectory(string, states));
    }
    int longest = strings.stream().mapToInt(string -> string.length).max().orElse(0);
    for (int step = 0; step < longest; step++) {
      int at = step;
      List<Trajectory> going =
          trajectories.stream().filter(each -> at < each.symbols().length).toList();
      double[][] next =
          map.next(
              going.stream().map(each -> each.states()[at]).toArray(double[][]::new),
              going.stream().mapToInt(each -> each.symbols()[at]).toArray());
      for (int i = 0; i < next.length; i++) {
        going.get(i).states()[at + 1] = next[i];
      }
    }
    return trajectories;
  }

  /**
   * Where words end.
   *
   * @param states before each word
   * @param words all of the same length
   */
  public static double[][] ends(StateMap map, double[][] states, int[][] words) {
    double[][] reached = states;
    int length = words.length == 0 ? 0 : words[0].length;
    for (int step = 0; step < length; step++) {
      int at = step;
      reached =
          map.next(reached, IntStream.range(0, words.length).map(row -> words[row][at]).toArray());
    }
    return reached;
  }
}
