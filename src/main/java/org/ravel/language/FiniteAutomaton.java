package org.ravel.language;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ravel.error.InputException;

/**
 * A deterministic finite automaton whose states all lie on the way from the start to an accepting
 * state: a beginning of no member has no state.
 */
public final class FiniteAutomaton implements Recogniser<Integer> {
  private static final int NONE = -1;

  private final List<String> symbols;
  private final boolean[] accepting;
  private final int[][] next;
  private final CompletionTable completions;

  private FiniteAutomaton(List<String> symbols, boolean[] accepting, int[][] next) {
    this.symbols = List.copyOf(symbols);
    this.accepting = accepting;
    this.next = next;
    BigInteger[] first = new BigInteger[accepting.length];
    for (int state = 0; state < first.length; state++) {
      first[state] = accepting[state] ? BigInteger.ONE : BigInteger.ZERO;
    }
    this.completions = new CompletionTable(first, this::longer);
  }

  /**
   * An automaton without the states that cannot be reached or from which no accepting one can.
   *
   * @param symbols all different
   * @param start the first state
   * @param accepting for each state
   * @param next for each state and symbol the state behind it, or -1 where there is none
   * @throws InputException if nothing is accepted
   */
  public static FiniteAutomaton of(
      List<String> symbols, int start, boolean[] accepting, int[][] next) {
    Alphabets.requireSound(symbols);
    boolean[] productive = productive(accepting, next);
    if (!productive[start]) {
      throw new InputException(
          "the automaton accepts no string: no accepting state can be reached from its start; mark a state that can be reached as accepting");
    }
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    Deque<Integer> open = new ArrayDeque<>();
    numbers.put(start, 0);
    open.add(start);
    while (!open.isEmpty()) {
      for (int target : next[open.remove()]) {
        if (target != NONE && productive[target] && !numbers.containsKey(target)) {
          numbers.put(target, numbers.size());
          open.add(target);
        }
      }
    }
    boolean[] accepts = new boolean[numbers.size()];
    int[][] moves = new int[numbers.size()][];
    numbers.forEach(
        (state, number) -> {
          accepts[number] = accepting[state];
          moves[number] =
              Arrays.stream(next[state])
                  .map(target -> target == NONE ? NONE : numbers.getOrDefault(target, NONE))
                  .toArray();
        });
    return new FiniteAutomaton(symbols, accepts, moves);
  }

  /** From which states an accepting one can be reached. */
  static boolean[] productive(boolean[] accepting, int[][] next) {
    boolean[] productive = accepting.clone();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (int state = 0; state < next.length; state++) {
        if (!productive[state]
            && Arrays.stream(next[state]).anyMatch(to -> to != NONE && productive[to])) {
          productive[state] = true;
          grown = true;
        }
      }
    }
    return productive;
  }

  /** Number of states; the start is state 0. */
  public int states() {
    return accepting.length;
  }

  /** The state behind a symbol, or -1 where no member begins so. */
  public int target(int state, int symbol) {
    return next[state][symbol];
  }

  /** Whether what ends in a state is a member. */
  public boolean accepts(int state) {
    return accepting[state];
  }

  /**
   * The automaton of the same language with the fewest states: blocks of states are divided as long
   * as a symbol leads two of one block to different ones (Moore 1956).
   */
  public FiniteAutomaton minimal() {
    int[] block = new int[states()];
    int blocks = 0;
    int found = renumber(block, state -> List.of(accepting[state]));
    while (found > blocks) {
      blocks = found;
      int[] before = block.clone();
      found = renumber(block, state -> signature(before, state));
    }
    boolean[] accepts = new boolean[blocks];
    int[][] moves = new int[blocks][];
    for (int state = 0; state < states(); state++) {
      accepts[block[state]] = accepting[state];
      moves[block[state]] =
          Arrays.stream(next[state]).map(target -> target == NONE ? NONE : block[target]).toArray();
    }
    return of(symbols, block[0], accepts, moves);
  }

  private interface Signature {
    List<?> of(int state);
  }

  private static int renumber(int[] block, Signature signature) {
    Map<List<?>, Integer> numbers = new HashMap<>();
    for (int state = 0; state < block.length; state++) {
      List<?> key = signature.of(state);
      Integer number = numbers.putIfAbsent(key, numbers.size());
      block[state] = number == null ? numbers.size() - 1 : number;
    }
    return numbers.size();
  }

  private List<Integer> signature(int[] block, int state) {
    List<Integer> signature = new ArrayList<>();
    signature.add(block[state]);
    for (int target : next[state]) {
      signature.add(target == NONE ? NONE : block[target]);
    }
    return signature;
  }

  private BigInteger[] longer(BigInteger[] shorter) {
    BigInteger[] row = new BigInteger[shorter.length];
    for (int state = 0; state < row.length; state++) {
      BigInteger sum = BigInteger.ZERO;
      for (int target : next[state]) {
        sum = sum.add(CompletionTable.in(shorter, target));
      }
      row[state] = sum;
    }
    return row;
  }

  @Override
  public List<String> symbols() {
    return symbols;
  }

  @Override
  public Integer start() {
    return 0;
  }

  @Override
  public Optional<Integer> next(Integer state, int symbol) {
    int target = next[state][symbol];
    return target == NONE ? Optional.empty() : Optional.of(target);
  }

  @Override
  public boolean accepts(Integer state) {
    return accepting[state];
  }

  @Override
  public int longest() {
    return 10_000;
  }

  @Override
  public BigInteger completions(Integer state, int length) {
    return completions.at(length, state);
  }
}
