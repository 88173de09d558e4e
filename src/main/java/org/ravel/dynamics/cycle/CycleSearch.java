package org.ravel.dynamics.cycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ravel.dynamics.Jacobians;
import org.ravel.dynamics.StateMap;
import org.ravel.dynamics.Trajectories;

/**
 * Looks for cycles by {@link DampedNewton} from many starts: states that were visited, random ones
 * of the box around these, and where each of both is after many symbols. What is found is a cycle;
 * that all are found is not certain.
 */
public final class CycleSearch {
  /** Numbers of a state: a step costs their cube for each start. */
  public static final int LARGEST_STATE = 256;

  /** Two states that are nearer are one. */
  private static final double SAME = 1e-6;

  /** The same after many symbols. */
  private static final double REACHED = 1e-2;

  /** Symbols at most before starts are taken to be where they stay. */
  private static final int SYMBOLS_TO_REST = 3000;

  /** After as many symbols a cycle of up to six states has come round. */
  private static final int ROUND = 60;

  /** A state that has moved less in a round is at rest. */
  private static final double AT_REST = 1e-9;

  /** Of the box, beyond the states that were visited. */
  private static final double MARGIN = 0.1;

  private final StateMap map;
  private final double[][] starts;
  private final int longest;

  /**
   * A search.
   *
   * @param visited states to begin with, at least one
   * @param starts how many states to begin with
   * @param longest period that is looked for
   */
  public CycleSearch(StateMap map, List<double[]> visited, int starts, int longest, long seed) {
    this.map = map;
    this.starts = starts(visited, starts, new SplittableRandom(seed));
    this.longest = longest;
  }

  /** How many states the search begins with. */
  public int starts() {
    return starts.length;
  }

  /** Starts for a state of so many numbers, of those that are asked for. */
  public static int affordable(int size, int asked) {
    return Math.min(asked, Math.max(4, 60_000 / (size * size)));
  }

  private static double[][] starts(List<double[]> visited, int count, SplittableRandom random) {
    double[] low = visited.get(0).clone();
    double[] high = low.clone();
    for (double[] state : visited) {
      for (int i = 0; i < low.length; i++) {
        low[i] = Math.min(low[i], state[i]);
        high[i] = Math.max(high[i], state[i]);
      }
    }
    double[][] starts = new double[count][];
    for (int row = 0; row < count; row++) {
      starts[row] =
          row % 2 == 0
              ? visited.get((int) ((long) row * visited.size() / count)).clone()
              : uniform(low, high, random);
    }
    return starts;
  }

  private static double[] uniform(double[] low, double[] high, SplittableRandom random) {
    double[] state = new double[low.length];
    for (int i = 0; i < state.length; i++) {
      double margin = MARGIN * Math.max(1e-3, high[i] - low[i]);
      state[i] = random.nextDouble(low[i] - margin, high[i] + margin);
    }
    return state;
  }

  /** The cycles while a symbol is read, short ones and those that many starts lead to first. */
  public List<Cycle> find(int symbol) {
    double[][] rest = rest(symbol);
    double[][] all =
        Stream.concat(Arrays.stream(starts), Arrays.stream(rest)).toArray(double[][]::new);
    List<Cycle> cycles = new ArrayList<>();
    for (int period = 1; period <= longest; period++) {
      int[] word = new int[period];
      Arrays.fill(word, symbol);
      for (double[] state : new DampedNewton(map, word).solve(all)) {
        if (cycles.stream().noneMatch(cycle -> cycle.holds(state, SAME))) {
          cycles.add(cycle(state, word, rest));
        }
      }
    }
    // Divisors of a period come before it, so that no cycle is a shorter one walked several times.
    cycles.sort(
        Comparator.comparingInt(Cycle::period)
            .thenComparing(Comparator.comparingInt(Cycle::reached).reversed())
            .thenComparing(cycle -> cycle.points()[0], Arrays::compare));
    return cycles;
  }

  /** Where the starts are after many symbols. */
  private double[][] rest(int symbol) {
    int[] many = new int[ROUND];
    Arrays.fill(many, symbol);
    int[][] words = new int[starts.length][];
    Arrays.fill(words, many);
    double[][] states = starts;
    double moved = Double.POSITIVE_INFINITY;
    for (int read = 0; read < SYMBOLS_TO_REST && moved > AT_REST; read += ROUND) {
      double[][] next = Trajectories.ends(map, states, words);
      moved = 0;
      for (int row = 0; row < next.length; row++) {
        moved = Math.max(moved, Cycle.distance(states[row], next[row]));
      }
      states = next;
    }
    return states;
  }

  private Cycle cycle(double[] state, int[] word, double[][] rest) {
    double[][] points = new double[word.length][];
    points[0] = state;
    double[][] at = {state};
    for (int step = 0; step < word.length; step++) {
      at = map.next(at, new int[] {word[step]});
      if (step + 1 < word.length) {
        points[step + 1] = at[0];
      }
    }
    double residual = 0;
    for (int i = 0; i < state.length; i++) {
      residual = Math.max(residual, Math.abs(at[0][i] - state[i]));
    }
    double[][] jacobian = Jacobians.of(map, new double[][] {state}, new int[][] {word})[0];
    Cycle cycle = new Cycle(word[0], points, residual, Spectrum.of(jacobian), 0);
    int reached = (int) Arrays.stream(rest).filter(end -> cycle.holds(end, REACHED)).count();
    return new Cycle(word[0], points, residual, cycle.spectrum(), reached);
  }
}
