package org.ravel.dynamics;

import java.util.List;

/**
 * What the numbers of a {@link StateMap} are called.
 *
 * @param variables the numbers of a state
 * @param symbols by id
 * @param answers of the network
 */
public record StateNames(List<String> variables, List<String> symbols, AnswerNames answers) {
  public StateNames {
    variables = List.copyOf(variables);
    symbols = List.copyOf(symbols);
  }
}
