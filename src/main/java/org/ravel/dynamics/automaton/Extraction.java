package org.ravel.dynamics.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.ravel.dynamics.NetworkStates;
import org.ravel.dynamics.StateMap;
import org.ravel.dynamics.StateNames;
import org.ravel.dynamics.Trajectories;
import org.ravel.dynamics.Trajectory;

/**
 * The automata that were found in a network.
 *
 * @param ids of the symbols that the automata read
 * @param clustered by clusters of states, with the fewest states; null where it was left out
 * @param clusters of states that it was made from
 * @param steps of the strings that it was compared on
 * @param agreed how many of these steps it answers as the network does
 * @param learned by exact learning, with the fewest states; null where it would have too many
 * @param asked words that exact learning has asked the network for
 * @param tests what no difference was found on
 * @param truth the true automaton with the fewest states; null where it is not known
 * @param errors of the network in the tests, short strings first; none without a true automaton
 * @param leftOut why nothing was looked for; null if something was
 */
public record Extraction(
    int[] ids,
    MooreMachine clustered,
    int clusters,
    long steps,
    long agreed,
    MooreMachine learned,
    int asked,
    String tests,
    MooreMachine truth,
    List<Mistake> errors,
    String leftOut) {
  /** Numbers of clusters that are tried, until one agrees with the network. */
  private static final int[] CLUSTERS = {2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48};

  /** Symbols of an automaton that can be looked at. */
  public static final int MOST_SYMBOLS = 12;

  private static final int MOST_ERRORS = 10;

  /**
   * A word that the network answers wrongly.
   *
   * @param word places of the symbols
   * @param answer of the network
   */
  public record Mistake(int[] word, int answer) {}

  /** Nothing, and why. */
  public static Extraction leftOut(String reason) {
    return new Extraction(new int[0], null, 0, 0, 0, null, 0, "", null, List.of(), reason);
  }

  /** The larger number of states of one of the automata. */
  public static int mostStates() {
    return ExactLearning.MOST_STATES;
  }

  /** A machine made from so many clusters, and how many steps it answers as the network does. */
  private record Clustered(MooreMachine machine, int clusters, long agreed) {}

  /**
   * Looks for automata.
   *
   * @param ids of the symbols that they read
   * @param strings of ids
   * @param names of the answers
   * @param truth null where it is not known
   */
  public static Extraction of(
      StateMap network,
      int[] ids,
      List<int[]> strings,
      StateNames names,
      MooreMachine truth,
      long seed) {
    List<int[]> read = strings.stream().filter(string -> isOver(string, ids)).toList();
    if (read.isEmpty()) {
      return leftOut(
          "Automata are looked for with strings of the language's symbols alone, and each string has another; name others by --strings.");
    }
    List<int[]> words = read.stream().map(string -> places(string, ids)).toList();
    StateMap map = legal(network, names, read);
    List<Trajectory> ways = Trajectories.of(map, read);
    List<double[]> visited = new ArrayList<>();
    if (map instanceof LegalStates legal) {
      // No string leads there.
      visited.add(legal.dead());
    }
    ways.forEach(each -> visited.addAll(List.of(each.states())));
    List<int[]> answers = ways.stream().map(each -> map.answers(each.states())).toList();
    NetworkAnswers asked = new NetworkAnswers(map, ids);
    long steps = words.stream().mapToLong(word -> word.length).sum();
    Clustered best = clustered(new StateClusters(map, ids, visited, seed), words, answers, steps);
    TestWords tests = new TestWords(asked, seed);
    Optional<MooreMachine> learned = new ExactLearning(asked, tests).learn();
    return new Extraction(
        ids.clone(),
        best.machine().minimal().withoutAnswerAtStart(),
        best.clusters(),
        steps,
        best.agreed(),
        learned.map(machine -> machine.minimal().withoutAnswerAtStart()).orElse(null),
        asked.asked(),
        tests.described(),
        truth,
        truth == null ? List.of() : errors(asked, tests, truth),
        null);
  }

  /**
   * The automata that exact learning finds in networks on the line between two.
   *
   * @param networks that at a share of the second one
   * @param ids of the symbols that they read
   * @param strings of ids; those that have other symbols are left out
   * @param names of the answers
   * @param steps from the first network to the second one
   */
  public static WeightLine line(
      DoubleFunction<NetworkStates> networks,
      int[] ids,
      List<int[]> strings,
      StateNames names,
      int steps,
      long seed) {
    List<int[]> read = strings.stream().filter(string -> isOver(string, ids)).toList();
    return WeightLine.of(
        share -> {
          try (NetworkStates network = networks.apply(share)) {
            NetworkAnswers asked = new NetworkAnswers(legal(network, names, read), ids);
            return new ExactLearning(asked, new TestWords(asked, seed))
                .learn()
                .map(machine -> machine.minimal().withoutAnswerAtStart())
                .orElse(null);
          }
        },
        steps);
  }

  private static StateMap legal(StateMap network, StateNames names, List<int[]> read) {
    return names.answers().saysSymbolsAlone() ? new LegalStates(network, names, read) : network;
  }

  /** What no network reads, the empty string, is no error. */
  private static List<Mistake> errors(NetworkAnswers network, TestWords tests, MooreMachine truth) {
    List<List<Integer>> words =
        tests.differences(truth, MOST_ERRORS + 1).stream()
            .filter(word -> word.length > 0)
            .limit(MOST_ERRORS)
            .map(word -> Arrays.stream(word).boxed().toList())
            .toList();
    network.ask(words);
    return words.stream()
        .map(
            word ->
                new Mistake(word.stream().mapToInt(symbol -> symbol).toArray(), network.of(word)))
        .toList();
  }

  private static boolean isOver(int[] string, int[] ids) {
    return Arrays.stream(places(string, ids)).noneMatch(place -> place < 0);
  }

  private static int[] places(int[] string, int[] ids) {
    List<Integer> list = Arrays.stream(ids).boxed().toList();
    return Arrays.stream(string).map(list::indexOf).toArray();
  }

  private static Clustered clustered(
      StateClusters states, List<int[]> words, List<int[]> answers, long steps) {
    Clustered best = null;
    int most = states.most();
    for (int tried : CLUSTERS) {
      int clusters = Math.min(tried, most);
      MooreMachine machine = states.machine(clusters);
      long agreed = agreed(machine, words, answers);
      if (best == null || agreed > best.agreed()) {
        best = new Clustered(machine, clusters, agreed);
      }
      if (agreed == steps || clusters == most) {
        break;
      }
    }
    return best;
  }

  private static long agreed(MooreMachine machine, List<int[]> words, List<int[]> answers) {
    long agreed = 0;
    for (int i = 0; i < words.size(); i++) {
      int state = 0;
      for (int step = 0; step < words.get(i).length; step++) {
        state = machine.next()[state][words.get(i)[step]];
        agreed += machine.answers()[state] == answers.get(i)[step + 1] ? 1 : 0;
      }
    }
    return agreed;
  }
}
