package org.ravel.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
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
   */
  public static double[][] ends(StateMap map, double[][] states, int[][] words) {
    double[][] reached = states.clone();
    int longest = Arrays.stream(words).mapToInt(word -> word.length).max().orElse(0);
    for (int step = 0; step < longest; step++) {
      int at = step;
      int[] going =
          IntStream.range(0, words.length).filter(row -> words[row].length > at).toArray();
      double[][] next =
          map.next(
              Arrays.stream(going).mapToObj(row -> reached[row]).toArray(double[][]::new),
              Arrays.stream(going).map(row -> words[row][at]).toArray());
      for (int i = 0; i < going.length; i++) {
        reached[going[i]] = next[i];
      }
    }
    return reached;
  }
}
