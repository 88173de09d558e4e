package org.ravel.dynamics.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;
import org.ravel.dynamics.StateMap;

/**
 * An automaton from clusters of states. Clusters are found by k-means among the states that strings
 * lead to. From the start each symbol is read in each cluster's first state, and the cluster that
 * is reached is the next state: so each cluster has one way out for each symbol, and the automaton
 * is deterministic (as with cells of equal size in Giles et al. 1992).
 */
final class StateClusters {
  /** States that are clustered; the others are near them. */
  private static final int MOST_STATES = 2000;

  private static final int MOST_ROUNDS = 100;

  private final StateMap map;
  private final int[] ids;
  private final List<DoublePoint> points;
  private final long seed;

  StateClusters(StateMap map, int[] ids, List<double[]> visited, long seed) {
    this.map = map;
    this.ids = ids.clone();
    this.seed = seed;
    int every = Math.max(1, (visited.size() + MOST_STATES - 1) / MOST_STATES);
    points = new ArrayList<>();
    for (int i = 0; i < visited.size(); i += every) {
      points.add(new DoublePoint(visited.get(i)));
    }
  }

  /** How many clusters there can be. */
  int most() {
    return (int) points.stream().map(point -> Arrays.asList(box(point))).distinct().count();
  }

  private static Double[] box(DoublePoint point) {
    return Arrays.stream(point.getPoint()).boxed().toArray(Double[]::new);
  }

  /** The automaton of so many clusters, not minimal. */
  MooreMachine machine(int clusters) {
    List<CentroidCluster<DoublePoint>> found =
        new KMeansPlusPlusClusterer<DoublePoint>(
                clusters, MOST_ROUNDS, new EuclideanDistance(), new Well19937c(seed))
            .cluster(points);
    double[][] centres =
        found.stream().map(each -> each.getCenter().getPoint()).toArray(double[][]::new);
    // The start is a state of its own: no other leads to it, as a rule.
    List<double[]> states = new ArrayList<>(List.of(map.start()));
    Map<Integer, Integer> numbers = new HashMap<>();
    List<int[]> next = new ArrayList<>();
    for (int state = 0; state < states.size(); state++) {
      double[][] before = new double[ids.length][];
      Arrays.fill(before, states.get(state));
      double[][] reached = map.next(before, ids);
      int[] targets = new int[ids.length];
      for (int symbol = 0; symbol < ids.length; symbol++) {
        int centre = nearest(centres, reached[symbol]);
        Integer known = numbers.putIfAbsent(centre, states.size());
        if (known == null) {
          states.add(reached[symbol]);
        }
        targets[symbol] = numbers.get(centre);
      }
      next.add(targets);
    }
    return new MooreMachine(
        next.toArray(int[][]::new), map.answers(states.toArray(double[][]::new)));
  }

  private static int nearest(double[][] centres, double[] state) {
    EuclideanDistance distance = new EuclideanDistance();
    int nearest = 0;
    for (int i = 1; i < centres.length; i++) {
      if (distance.compute(centres[i], state) < distance.compute(centres[nearest], state)) {
        nearest = i;
      }
    }
    return nearest;
  }
}
