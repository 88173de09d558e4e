package org.ravel.plot;

import java.util.List;

/**
 * States and the moves between them, such as a finite automaton.
 *
 * @param title what it shows, for those who do not see it
 * @param states the first is the start; each is drawn as a circle
 * @param moves between them
 */
public record StateDiagram(String title, List<State> states, List<Move> moves) {
  public StateDiagram {
    states = List.copyOf(states);
    moves = List.copyOf(moves);
  }

  /**
   * A state.
   *
   * @param name in its circle
   * @param note below the name; may be empty
   * @param ink of the circle
   * @param doubled whether it has a second circle, as those have that accept
   */
  public record State(String name, String note, Ink ink, boolean doubled) {}

  /**
   * A move.
   *
   * @param from number of the state that it leaves
   * @param to number of the state that it leads to
   * @param label such as the symbols that are read
   */
  public record Move(int from, int to, String label) {}
}
