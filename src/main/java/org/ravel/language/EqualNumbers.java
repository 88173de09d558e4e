package org.ravel.language;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** As many a as b, in any order. A state is how many more a than b there are. */
final class EqualNumbers implements Recogniser<Integer> {
  private final CompletionTable completions =
      new CompletionTable(new BigInteger[] {BigInteger.ONE}, EqualNumbers::longer);

  /** A row is by the difference without its sign, which does not count. */
  private static BigInteger[] longer(BigInteger[] shorter) {
    BigInteger[] row = new BigInteger[shorter.length + 1];
    for (int difference = 0; difference < row.length; difference++) {
      row[difference] =
          CompletionTable.in(shorter, Math.abs(difference - 1))
              .add(CompletionTable.in(shorter, difference + 1));
    }
    return row;
  }

  @Override
  public List<String> symbols() {
    return List.of("a", "b");
  }

  @Override
  public Integer start() {
    return 0;
  }

  @Override
  public Optional<Integer> next(Integer state, int symbol) {
    return Optional.of(symbol == 0 ? state + 1 : state - 1);
  }

  @Override
  public boolean accepts(Integer state) {
    return state == 0;
  }

  /** A table of all lengths below has its square of numbers, each with as many bits. */
  @Override
  public int longest() {
    return 1_000;
  }

  @Override
  public BigInteger completions(Integer state, int length) {
    return completions.at(length, Math.abs(state));
  }
}
