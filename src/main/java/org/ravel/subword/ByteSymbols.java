package org.ravel.subword;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How a byte reads that is a symbol of its own, {@code <0x00>} to {@code <0xFF>}: characters that
 * have none are spelled with those of their UTF-8.
 */
public final class ByteSymbols {
  private static final int LENGTH = "<0x00>".length();

  private static final List<String> ALL =
      IntStream.range(0, 256).mapToObj("<0x%02X>"::formatted).toList();

  private ByteSymbols() {}

  /** All of them, by the byte's value. */
  public static List<String> all() {
    return ALL;
  }

  /** A character's. */
  public static List<String> of(int codePoint) {
    List<String> symbols = new ArrayList<>();
    for (byte one : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      symbols.add(ALL.get(one & 0xFF));
    }
    return symbols;
  }

  /** The byte that a symbol stands for, if it is one of these. */
  public static OptionalInt value(String symbol) {
    if (symbol.length() != LENGTH || !symbol.startsWith("<0x") || symbol.charAt(5) != '>') {
      return OptionalInt.empty();
    }
    int high = digit(symbol.charAt(3));
    int low = digit(symbol.charAt(4));
    return high < 0 || low < 0 ? OptionalInt.empty() : OptionalInt.of(high << 4 | low);
  }

  /** Capitals only, as they are written. */
  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
