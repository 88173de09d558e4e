package org.ravel.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ravel.dynamics.Portrait;
import org.ravel.dynamics.automaton.Extraction;
import org.ravel.dynamics.automaton.MooreMachine;
import org.ravel.plot.Ink;
import org.ravel.plot.StateDiagram;
import org.ravel.plot.Svg;

/** The automata of a network as pictures, as tables and for Graphviz. */
final class AutomatonFigures {
  /** A picture of more states cannot be read. */
  private static final int MOST_DRAWN = 16;

  private static final int MOST_COUNTEREXAMPLES = 10;

  private final Portrait portrait;
  private final Extraction extraction;

  AutomatonFigures(Portrait portrait) {
    this.portrait = portrait;
    this.extraction = portrait.extraction();
  }

  /**
   * An automaton on the page.
   *
   * @param verdict how it compares with the true one; null where that is not known
   * @param look of the verdict
   * @param svg null where it has too many states
   * @param table words that it answers otherwise than the true one; null for none
   */
  record Shown(String title, String note, String verdict, String look, String svg, Table table) {}

  /** Counterexamples. */
  record Table(List<Counterexample> rows) {}

  /** A word, the automaton's or the network's answer and the true one. */
  record Counterexample(String word, String answer, String truth) {}

  /** Why there are none; null if there are. */
  String leftOut() {
    return extraction.leftOut();
  }

  List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    if (extraction.leftOut() != null) {
      return shown;
    }
    shown.add(
        shown(
            "By clusters of states",
            "An automaton of %d clusters, which answers %s of the strings' %s steps as the network does; then with the fewest states."
                .formatted(
                    extraction.clusters(),
                    Numbers.count(extraction.agreed()),
                    Numbers.count(extraction.steps())),
            extraction.clustered()));
    if (extraction.learned() == null) {
      shown.add(
          new Shown(
              "By exact learning",
              "No automaton of at most %d states answers as the network does to %s."
                  .formatted(Extraction.mostStates(), extraction.tests()),
              null,
              null,
              null,
              null));
    } else {
      shown.add(
          shown(
              "By exact learning",
              "From the answers to %s words. It answers as the network does to %s."
                  .formatted(Numbers.count(extraction.asked()), extraction.tests()),
              extraction.learned()));
    }
    if (extraction.truth() != null) {
      shown.add(truth());
    }
    return shown;
  }

  /** The true automaton, and where the network itself answers otherwise. */
  private Shown truth() {
    boolean right = extraction.errors().isEmpty();
    return new Shown(
        "The true automaton",
        "With the fewest states.",
        right
            ? "The network answers as it does to %s.".formatted(extraction.tests())
            : "Of %s the network answers some otherwise, such as these."
                .formatted(extraction.tests()),
        right ? "good" : "bad",
        picture("The true automaton", extraction.truth()),
        right
            ? null
            : new Table(
                extraction.errors().stream()
                    .map(error -> counterexample(error.answer(), error.word()))
                    .toList()));
  }

  private Shown shown(String title, String note, MooreMachine machine) {
    String verdict = null;
    String look = null;
    List<Counterexample> counterexamples = List.of();
    if (extraction.truth() != null) {
      boolean same = machine.isSame(extraction.truth());
      counterexamples =
          machine.differences(extraction.truth(), MOST_COUNTEREXAMPLES).stream()
              .map(word -> counterexample(machine.answer(word), word))
              .toList();
      verdict =
          same
              ? "It is the true automaton."
              : counterexamples.isEmpty()
                  ? "It differs from the true automaton in its answer to the empty string alone."
                  : "It is not the true automaton; these strings tell them apart.";
      look = same ? "good" : counterexamples.isEmpty() ? "plain" : "bad";
    }
    return new Shown(
        title,
        note,
        verdict,
        look,
        picture(title, machine),
        counterexamples.isEmpty() ? null : new Table(counterexamples));
  }

  private Counterexample counterexample(int answer, int[] word) {
    return new Counterexample(
        Arrays.stream(word).mapToObj(this::symbol).collect(Collectors.joining(" ")),
        answer(answer),
        answer(extraction.truth().answer(word)));
  }

  private String symbol(int place) {
    return portrait.names().symbols().get(extraction.ids()[place]);
  }

  private String answer(int id) {
    return portrait.names().answers().name(id);
  }

  private String picture(String title, MooreMachine machine) {
    if (machine.states() > MOST_DRAWN) {
      return null;
    }
    List<StateDiagram.State> states = new ArrayList<>();
    List<StateDiagram.Move> moves = new ArrayList<>();
    for (int state = 0; state < machine.states(); state++) {
      int id = machine.answers()[state];
      states.add(
          new StateDiagram.State(
              "q" + state,
              answer(id),
              Ink.DISTINCT.get(id % Ink.DISTINCT.size()),
              portrait.names().answers().accepts(id)));
      moves(machine, state)
          .forEach((to, label) -> moves.add(new StateDiagram.Move(states.size() - 1, to, label)));
    }
    return Svg.inPage(new StateDiagram(title, states, moves));
  }

  /** The symbols that lead from a state to each other one. */
  private Map<Integer, String> moves(MooreMachine machine, int state) {
    Map<Integer, String> moves = new LinkedHashMap<>();
    for (int symbol = 0; symbol < machine.symbols(); symbol++) {
      moves.merge(
          machine.next()[state][symbol], symbol(symbol), (first, next) -> first + ", " + next);
    }
    return moves;
  }

  /** All automata in Graphviz's language, by file name. */
  Map<String, String> dot() {
    Map<String, String> files = new LinkedHashMap<>();
    put(files, "automaton-clusters.dot", extraction.clustered());
    put(files, "automaton-learned.dot", extraction.learned());
    put(files, "automaton-true.dot", extraction.truth());
    return files;
  }

  private void put(Map<String, String> files, String name, MooreMachine machine) {
    if (machine != null) {
      files.put(name, dot(machine));
    }
  }

  private String dot(MooreMachine machine) {
    StringBuilder dot =
        new StringBuilder("digraph automaton {\n  rankdir=LR;\n  start [shape=point];\n");
    for (int state = 0; state < machine.states(); state++) {
      String answer = answer(machine.answers()[state]);
      dot.append(
          "  q%d [label=%s, shape=%s];\n"
              .formatted(
                  state,
                  quoted("q" + state + "\n" + answer),
                  portrait.names().answers().accepts(machine.answers()[state])
                      ? "doublecircle"
                      : "circle"));
    }
    dot.append("  start -> q0;\n");
    for (int state = 0; state < machine.states(); state++) {
      for (Map.Entry<Integer, String> move : moves(machine, state).entrySet()) {
        dot.append(
            "  q%d -> q%d [label=%s];\n".formatted(state, move.getKey(), quoted(move.getValue())));
      }
    }
    return dot.append("}\n").toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** A row for each automaton, state and symbol, for programs. */
  String csv() {
    CsvRows rows = new CsvRows();
    rows.add(List.of("automaton", "state", "answer", "symbol", "next"));
    add(rows, "clusters", extraction.clustered());
    add(rows, "learned", extraction.learned());
    add(rows, "true", extraction.truth());
    return rows.toString();
  }

  private void add(CsvRows rows, String name, MooreMachine machine) {
    for (int state = 0; machine != null && state < machine.states(); state++) {
      for (int symbol = 0; symbol < machine.symbols(); symbol++) {
        rows.add(
            List.of(
                name,
                "q" + state,
                answer(machine.answers()[state]),
                symbol(symbol),
                "q" + machine.next()[state][symbol]));
      }
    }
  }
}
