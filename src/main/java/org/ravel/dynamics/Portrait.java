package org.ravel.dynamics;

import java.util.List;
import java.util.Map;
import org.ravel.dynamics.automaton.Extraction;
import org.ravel.dynamics.automaton.WeightLine;
import org.ravel.dynamics.cycle.Cycles;
import org.ravel.dynamics.memory.Memory;

/**
 * What was seen of a network.
 *
 * @param title what was looked at
 * @param facts what a reader should know, by name
 * @param names of the numbers
 * @param plane in which states are drawn
 * @param strings that were read
 * @param cycles where the network comes to rest
 * @param extraction the automata in it
 * @param limitSet where it is after long random strings
 * @param memory how long it remembers
 * @param siblings other networks beside it
 * @param line what lies between it and the only sibling; null where nobody asks
 * @param automatonStates how many states the true automaton has; 0 without one
 */
public record Portrait(
    String title,
    Map<String, String> facts,
    StateNames names,
    Plane plane,
    List<ReadString> strings,
    Cycles cycles,
    Extraction extraction,
    LimitSet limitSet,
    Memory memory,
    List<Sibling> siblings,
    WeightLine line,
    int automatonStates) {
  public Portrait {
    strings = List.copyOf(strings);
    siblings = List.copyOf(siblings);
  }
}
