package org.ravel.dynamics;

import org.ravel.language.FiniteAutomaton;

/**
 * A string, what a network makes of it, and where an automaton is on the way.
 *
 * @param trajectory the string with the network's states
 * @param answers the network's answer in each of the states, as an id
 * @param probabilities of these answers
 * @param automaton the automaton's states, −1 where none is left; null without an automaton
 */
public record ReadString(
    Trajectory trajectory, int[] answers, double[] probabilities, int[] automaton) {

  /**
   * A string that was read.
   *
   * @param automaton null without one
   * @param language of the automaton; null without one
   */
  public static ReadString of(
      StateMap map, Trajectory trajectory, FiniteAutomaton automaton, TrueLanguage language) {
    double[][] all = map.probabilities(trajectory.states());
    int[] answers = new int[all.length];
    double[] probabilities = new double[all.length];
    for (int step = 0; step < all.length; step++) {
      answers[step] = map.answer(all[step]);
      probabilities[step] = map.probability(answers[step], all[step]);
    }
    return new ReadString(
        trajectory,
        answers,
        probabilities,
        automaton == null ? null : TrueLanguage.states(automaton, language, trajectory.symbols()));
  }
}
