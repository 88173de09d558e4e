package org.ravel.corpus;

/** Takes tokens as a tokenizer finds them. No object is made per token. */
public interface TokenSink {
  /**
   * A token, with the part of the source text that it stands for.
   *
   * @param text holds the token in {@code [start, end)}; valid during the call only
   * @param characters code points of the source that the token stands for
   * @param bytes their length in UTF-8
   */
  void token(char[] text, int start, int end, int characters, int bytes);

  /**
   * Consecutive tokens of one char each, {@code text[start, end)}. Sinks that see much text take
   * them together; it is the same as {@link #token} for each.
   */
  default void chars(char[] text, int start, int end, CharUnit unit) {
    for (int i = start; i < end; i++) {
      token(text, i, i + 1, unit.characters(text, i, i + 1), unit.bytes(text, i, i + 1));
    }
  }

  /**
   * Source text that is no part of a token: white space between words, line ends. The token that
   * follows accounts for it, so that sums over tokens are sums over the source text.
   */
  void dropped(int characters, int bytes);
}
