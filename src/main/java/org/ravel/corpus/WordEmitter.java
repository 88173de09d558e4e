package org.ravel.corpus;

/** Hands words on, folded if wanted, with the source text that each accounts for. */
final class WordEmitter {
  private final LowerCase lowerCase;

  WordEmitter(boolean lowerCase) {
    this.lowerCase = lowerCase ? new LowerCase() : null;
  }

  /** A token {@code text[start, end)}. */
  void word(char[] text, int start, int end, TokenSink sink) {
    int characters = Character.codePointCount(text, start, end - start);
    int bytes = Utf8.length(text, start, end);
    if (lowerCase == null) {
      sink.token(text, start, end, characters, bytes);
    } else {
      int length = lowerCase.fold(text, start, end);
      sink.token(lowerCase.text(), 0, length, characters, bytes);
    }
  }

  /** White space {@code text[start, end)}, which may be empty. */
  void space(char[] text, int start, int end, TokenSink sink) {
    if (start < end) {
      sink.dropped(
          Character.codePointCount(text, start, end - start), Utf8.length(text, start, end));
    }
  }
}
