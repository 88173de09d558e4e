package org.ravel.language;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Runs of different letters, all of the same length n ≥ 1: aⁿbⁿ is context-free, aⁿbⁿcⁿ is
 * context-sensitive.
 */
final class EqualRuns implements Recogniser<EqualRuns.Count> {
  private final List<String> letters;

  EqualRuns(List<String> letters) {
    this.letters = letters;
  }

  /**
   * What has been read.
   *
   * @param run the run that was read last
   * @param first length of the first run
   * @param last length of the last one
   */
  record Count(int run, int first, int last) {}

  @Override
  public List<String> symbols() {
    return letters;
  }

  @Override
  public Count start() {
    return new Count(0, 0, 0);
  }

  @Override
  public Optional<Count> next(Count state, int symbol) {
    if (symbol == 0 && state.run == 0) {
      return Optional.of(new Count(0, state.first + 1, state.last + 1));
    }
    if (symbol == state.run && state.last < state.first) {
      return Optional.of(new Count(state.run, state.first, state.last + 1));
    }
    if (symbol == state.run + 1 && state.first > 0 && state.last == state.first) {
      return Optional.of(new Count(symbol, state.first, 1));
    }
    return Optional.empty();
  }

  @Override
  public boolean accepts(Count state) {
    return state.run == letters.size() - 1 && state.last == state.first;
  }

  @Override
  public int longest() {
    return 10_000;
  }

  /** At most one string of a length completes a beginning. */
  @Override
  public BigInteger completions(Count state, int length) {
    int whole = state.first + length;
    boolean is =
        state.run == 0
            ? whole > 0 && whole % letters.size() == 0 && whole / letters.size() >= state.first
            : length == state.first - state.last + (letters.size() - 1 - state.run) * state.first;
    return is ? BigInteger.ONE : BigInteger.ZERO;
  }
}
