package org.ravel.dynamics;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ravel.language.FiniteAutomaton;

/**
 * What the answers of a network are called.
 *
 * @param labels by id
 * @param sets whether an answer is a set of labels, Σ 2^label
 * @param member the label that says that a string belongs to a language; null where none can be
 */
public record AnswerNames(List<String> labels, boolean sets, String member) {
  /** The answer for strings of a language. */
  public static final String ACCEPT = "accept";

  /** The answer for others. */
  public static final String REJECT = "reject";

  /** The label of the end of strings among the symbols that may follow. */
  private static final String END = "$";

  public AnswerNames {
    labels = List.copyOf(labels);
  }

  /** Labels of which one is the answer. */
  public static AnswerNames ofLabels(List<String> labels) {
    return new AnswerNames(labels, false, ACCEPT);
  }

  /** What an answer is called. */
  public String name(int answer) {
    if (!sets) {
      return labels.get(answer);
    }
    String symbols =
        IntStream.range(0, labels.size())
            .filter(label -> has(answer, label) && !labels.get(label).equals(member))
            .mapToObj(labels::get)
            .collect(Collectors.joining(" "));
    if (!saysMembers()) {
      return symbols.isEmpty() ? "nothing" : symbols;
    }
    return (symbols + " " + (accepts(answer) ? ACCEPT : REJECT)).strip();
  }

  /** Whether an answer says that the string belongs to the language. */
  public boolean accepts(int answer) {
    int label = labels.indexOf(member);
    if (label < 0) {
      return sets && has(answer, labels.indexOf(END));
    }
    return sets ? has(answer, label) : answer == label;
  }

  /** Whether an answer says that a symbol may follow; of other answers nothing is said, so yes. */
  public boolean allows(int answer, String symbol) {
    return !saysSymbolsAlone() || has(answer, labels.indexOf(symbol));
  }

  /** Whether answers are sets of symbols, learned from strings of the language alone. */
  public boolean saysSymbolsAlone() {
    return sets && !saysMembers();
  }

  private boolean saysMembers() {
    return labels.contains(member);
  }

  private boolean has(int answer, int label) {
    return label >= 0 && (answer >> label & 1) == 1;
  }

  /** Whether the true answers to a language's strings are among these. */
  public boolean fit() {
    return sets
        ? labels.contains(member) || labels.contains(END)
        : labels.contains(ACCEPT) && labels.contains(REJECT);
  }

  /**
   * The true answer in a state of a language's automaton.
   *
   * @param state −1 where no member begins so
   */
  public int truth(FiniteAutomaton automaton, int state) {
    boolean accepted = state >= 0 && automaton.accepts(state);
    if (!sets) {
      return labels.indexOf(accepted ? ACCEPT : REJECT);
    }
    int answer = 0;
    for (int label = 0; label < labels.size(); label++) {
      String name = labels.get(label);
      int symbol = automaton.symbols().indexOf(name);
      boolean ofWhole = name.equals(member) || name.equals(END);
      boolean follows = state >= 0 && symbol >= 0 && automaton.target(state, symbol) >= 0;
      boolean holds = ofWhole ? accepted : follows;
      answer |= holds ? 1 << label : 0;
    }
    return answer;
  }
}
