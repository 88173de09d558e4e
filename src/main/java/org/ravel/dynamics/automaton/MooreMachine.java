package org.ravel.dynamics.automaton;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.ravel.dynamics.AnswerNames;
import org.ravel.language.FiniteAutomaton;

/**
 * A deterministic automaton that gives an answer in each state. Its symbols are places in a list.
 *
 * @param next for each state and symbol the state behind it; state 0 is the start
 * @param answers for each state an id
 */
public record MooreMachine(int[][] next, int[] answers) {

  /**
   * A language's automaton, with a state more where no member begins so.
   *
   * @param names of the answers
   */
  public static MooreMachine of(FiniteAutomaton automaton, AnswerNames names) {
    int symbols = automaton.symbols().size();
    int dead = automaton.states();
    int[][] next = new int[dead + 1][symbols];
    int[] answers = new int[dead + 1];
    Arrays.fill(next[dead], dead);
    answers[dead] = names.truth(automaton, -1);
    for (int state = 0; state < dead; state++) {
      answers[state] = names.truth(automaton, state);
      for (int symbol = 0; symbol < symbols; symbol++) {
        int target = automaton.target(state, symbol);
        next[state][symbol] = target < 0 ? dead : target;
      }
    }
    return new MooreMachine(next, answers).minimal().withoutAnswerAtStart();
  }

  /** Number of states. */
  public int states() {
    return answers.length;
  }

  /** Number of symbols. */
  public int symbols() {
    return next[0].length;
  }

  /** The state behind a word from the start. */
  public int state(int[] word) {
    int state = 0;
    for (int symbol : word) {
      state = next[state][symbol];
    }
    return state;
  }

  /** The answer behind a word. */
  public int answer(int[] word) {
    return answers[state(word)];
  }

  /**
   * The machine with the fewest states that gives the same answers: blocks of states are divided as
   * long as a symbol leads two of one block to different ones (Moore 1956). States are numbered in
   * the order in which they are reached, so that equal machines are the same.
   */
  public MooreMachine minimal() {
    int[] block = answers.clone();
    int blocks = (int) Arrays.stream(block).distinct().count();
    int before;
    do {
      before = blocks;
      Map<List<Integer>, Integer> numbers = new HashMap<>();
      int[] finer = new int[block.length];
      for (int state = 0; state < block.length; state++) {
        List<Integer> key = new ArrayList<>();
        key.add(block[state]);
        for (int target : next[state]) {
          key.add(block[target]);
        }
        Integer known = numbers.putIfAbsent(key, numbers.size());
        finer[state] = known == null ? numbers.size() - 1 : known;
      }
      block = finer;
      blocks = numbers.size();
    } while (blocks > before);
    return reached(block);
  }

  /** The blocks that can be reached, as states. */
  private MooreMachine reached(int[] block) {
    Map<Integer, Integer> numbers = new HashMap<>();
    List<Integer> members = new ArrayList<>();
    numbers.put(block[0], 0);
    members.add(0);
    List<int[]> moves = new ArrayList<>();
    for (int state = 0; state < members.size(); state++) {
      int member = members.get(state);
      int[] row = new int[symbols()];
      for (int symbol = 0; symbol < row.length; symbol++) {
        int target = next[member][symbol];
        Integer known = numbers.putIfAbsent(block[target], members.size());
        if (known == null) {
          members.add(target);
        }
        row[symbol] = numbers.get(block[target]);
      }
      moves.add(row);
    }
    return new MooreMachine(
        moves.toArray(int[][]::new), members.stream().mapToInt(state -> answers[state]).toArray());
  }

  /**
   * The same without a start of its own, where another state goes on alike: no network reads the
   * empty string, and what it would answer to it has never been learned.
   */
  public MooreMachine withoutAnswerAtStart() {
    if (isStartReached()) {
      return this;
    }
    for (int state = 1; state < states(); state++) {
      if (Arrays.equals(next[state], next[0])) {
        int[] other = answers.clone();
        other[0] = answers[state];
        return new MooreMachine(next, other).minimal();
      }
    }
    return this;
  }

  private boolean isStartReached() {
    return Arrays.stream(next).flatMapToInt(Arrays::stream).anyMatch(target -> target == 0);
  }

  /**
   * Words that two machines answer differently: of each pair of states that words lead to and that
   * differ a shortest one.
   *
   * @param most words
   */
  public List<int[]> differences(MooreMachine other, int most) {
    List<int[]> words = new ArrayList<>();
    // The pair of the starts counts once a symbol leads back to it.
    Set<List<Integer>> seen = new HashSet<>();
    Deque<int[]> open = new ArrayDeque<>();
    open.add(new int[0]);
    while (!open.isEmpty() && words.size() < most) {
      int[] word = open.remove();
      int own = state(word);
      int its = other.state(word);
      // See withoutAnswerAtStart.
      if (word.length > 0 && answers[own] != other.answers[its]) {
        words.add(word);
      }
      for (int symbol = 0; symbol < symbols(); symbol++) {
        if (seen.add(List.of(next[own][symbol], other.next[its][symbol]))) {
          int[] longer = Arrays.copyOf(word, word.length + 1);
          longer[word.length] = symbol;
          open.add(longer);
        }
      }
    }
    return words;
  }

  /** Whether both have the same states, moves and answers, but for that to the empty string. */
  public boolean isSame(MooreMachine other) {
    return states() == other.states()
        && IntStream.range(0, states())
            .allMatch(
                state ->
                    Arrays.equals(next[state], other.next[state])
                        && (answers[state] == other.answers[state]
                            || (state == 0 && !isStartReached())));
  }
}
