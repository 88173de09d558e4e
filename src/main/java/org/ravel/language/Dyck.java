package org.ravel.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Balanced brackets of one or several kinds. */
final class Dyck implements Recogniser<Dyck.Open> {
  private final List<String> symbols = new ArrayList<>();
  private final CompletionTable completions =
      new CompletionTable(new BigInteger[] {BigInteger.ONE}, this::longer);

  /**
   * Brackets.
   *
   * @param pairs an opening and a closing one each
   */
  Dyck(List<String> pairs) {
    for (String pair : pairs) {
      symbols.add(pair.substring(0, 1));
      symbols.add(pair.substring(1));
    }
  }

  /**
   * Brackets that are open.
   *
   * @param outer those around the innermost one
   * @param kind of the innermost one
   * @param depth how many are open
   */
  record Open(Optional<Open> outer, int kind, int depth) {}

  private BigInteger[] longer(BigInteger[] shorter) {
    BigInteger kinds = BigInteger.valueOf(symbols.size() / 2);
    BigInteger[] row = new BigInteger[shorter.length + 1];
    for (int depth = 0; depth < row.length; depth++) {
      row[depth] =
          CompletionTable.in(shorter, depth + 1)
              .multiply(kinds)
              .add(CompletionTable.in(shorter, depth - 1));
    }
    return row;
  }

  @Override
  public List<String> symbols() {
    return List.copyOf(symbols);
  }

  @Override
  public Open start() {
    return new Open(Optional.empty(), -1, 0);
  }

  @Override
  public Optional<Open> next(Open state, int symbol) {
    int kind = symbol / 2;
    if (symbol % 2 == 0) {
      return Optional.of(new Open(Optional.of(state), kind, state.depth + 1));
    }
    return state.kind == kind ? state.outer : Optional.empty();
  }

  @Override
  public boolean accepts(Open state) {
    return state.depth == 0;
  }

  /** A table of all lengths below has its square of numbers, each with as many bits. */
  @Override
  public int longest() {
    return 1_000;
  }

  @Override
  public BigInteger completions(Open state, int length) {
    return completions.at(length, state.depth);
  }
}
