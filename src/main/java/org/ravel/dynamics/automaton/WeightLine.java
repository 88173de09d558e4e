package org.ravel.dynamics.automaton;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The automata of networks on the line between two sets of weights, (1 − s) · first + s · second:
 * where the automaton changes, the dynamics go through a phase transition (Pollack 1991, "The
 * induction of dynamical recognizers").
 *
 * @param phases stretches of the line with one automaton, in their order from the first to the
 *     second network
 * @param networks how many were looked at
 */
public record WeightLine(List<Phase> phases, int networks) {
  /** A place of change is found this much more exactly than the steps are. */
  private static final int HALVINGS = 8;

  /** Of more changes only the first ones are looked for more exactly. */
  private static final int MOST_CHANGES = 12;

  public WeightLine {
    phases = List.copyOf(phases);
  }

  /**
   * A stretch with one automaton.
   *
   * @param from share of the second network at the first place where it was seen
   * @param to and at the last one
   * @param machine with the fewest states; null where it would have too many
   */
  public record Phase(double from, double to, MooreMachine machine) {
    boolean isSame(MooreMachine other) {
      if (machine == null) {
        return other == null;
      }
      return other != null && machine.isSame(other);
    }

    /** Number of states; 0 where there are too many. */
    public int states() {
      return machine == null ? 0 : machine.states();
    }
  }

  /**
   * Looks at networks at equal distances, and between two whose automata differ at halves of what
   * lies between them. What comes and goes between two neighbours is not seen.
   *
   * @param machine the automaton of the network at a share; null where it would have too many
   *     states
   * @param steps from the first network to the second one
   */
  static WeightLine of(DoubleFunction<MooreMachine> machine, int steps) {
    List<Phase> phases = new ArrayList<>();
    int networks = steps + 1;
    int changes = 0;
    for (int step = 0; step <= steps; step++) {
      double share = (double) step / steps;
      MooreMachine found = machine.apply(share);
      Phase last = phases.isEmpty() ? null : phases.get(phases.size() - 1);
      if (last != null && !last.isSame(found) && changes++ < MOST_CHANGES) {
        networks += HALVINGS;
        narrow(machine, phases, new Phase(share, share, found));
      } else {
        add(phases, share, found);
      }
    }
    return new WeightLine(phases, networks);
  }

  /** Adds a phase, and those that are met while the end of the last one is looked for. */
  private static void narrow(DoubleFunction<MooreMachine> machine, List<Phase> phases, Phase next) {
    List<Phase> behind = new ArrayList<>(List.of(next));
    double low = phases.get(phases.size() - 1).to();
    double high = next.from();
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      MooreMachine found = machine.apply(middle);
      if (phases.get(phases.size() - 1).isSame(found)) {
        add(phases, middle, found);
        low = middle;
      } else {
        Phase first = behind.get(0);
        if (first.isSame(found)) {
          behind.set(0, new Phase(middle, first.to(), found));
        } else {
          behind.add(0, new Phase(middle, middle, found));
        }
        high = middle;
      }
    }
    phases.addAll(behind);
  }

  private static void add(List<Phase> phases, double share, MooreMachine found) {
    int last = phases.size() - 1;
    if (last >= 0 && phases.get(last).isSame(found)) {
      phases.set(last, new Phase(phases.get(last).from(), share, phases.get(last).machine()));
    } else {
      phases.add(new Phase(share, share, found));
    }
  }
}
