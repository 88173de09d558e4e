package org.ravel.dynamics.memory;

import java.util.ArrayList;
import java.util.List;
import org.ravel.dynamics.Trajectory;

/**
 * How many values of a gate are closed and how many open, by the step of the strings.
 *
 * @param layer of the recurrent layers, from 1
 * @param gate its name
 * @param steps the first, second, … step of all strings that are as long
 */
public record GateSaturation(int layer, String gate, List<Step> steps) {
  /** A gate with less than this lets next to nothing through. */
  public static final double CLOSED = 0.1;

  /** A gate with more than this lets nearly all through. */
  public static final double OPEN = 0.9;

  private static final int MOST_STEPS = 50;

  public GateSaturation {
    steps = List.copyOf(steps);
  }

  /**
   * Values at a step.
   *
   * @param values units times strings
   * @param closed share below {@link #CLOSED}
   * @param open share above {@link #OPEN}
   * @param mean of all
   */
  public record Step(int step, long values, double closed, double open, double mean) {}

  /** All gates of a network on the way of strings; none of a network without gates. */
  public static List<GateSaturation> of(List<LayerGates> layers, List<Trajectory> trajectories) {
    List<GateSaturation> found = new ArrayList<>();
    for (LayerGates layer : layers) {
      for (int gate = 0; gate < layer.names().size(); gate++) {
        found.add(
            new GateSaturation(
                layer.layer(), layer.names().get(gate), steps(layer, gate, trajectories)));
      }
    }
    return found;
  }

  private static List<Step> steps(LayerGates layer, int gate, List<Trajectory> trajectories) {
    List<Step> steps = new ArrayList<>();
    for (int step = 1; step <= MOST_STEPS; step++) {
      long values = 0;
      long closed = 0;
      long open = 0;
      double sum = 0;
      for (Trajectory trajectory : trajectories) {
        if (step <= trajectory.symbols().length) {
          double[] gates =
              layer.values(
                  gate,
                  trajectory.states()[step - 1],
                  trajectory.symbols()[step - 1],
                  trajectory.states()[step]);
          for (double value : gates) {
            values++;
            closed += value < CLOSED ? 1 : 0;
            open += value > OPEN ? 1 : 0;
            sum += value;
          }
        }
      }
      if (values > 0) {
        steps.add(
            new Step(step, values, (double) closed / values, (double) open / values, sum / values));
      }
    }
    return steps;
  }
}
