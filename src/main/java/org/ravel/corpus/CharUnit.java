package org.ravel.corpus;

/** What a char is, in text of which each char is a token of its own. */
public enum CharUnit {
  /** A code point; none of them lies beyond the basic plane. */
  CODE_POINT {
    @Override
    public int characters(char[] text, int start, int end) {
      return end - start;
    }

    @Override
    public int bytes(char[] text, int start, int end) {
      int bytes = end - start;
      for (int i = start; i < end; i++) {
        bytes += Utf8.length(text[i]) - 1;
      }
      return bytes;
    }
  },

  /** A byte of UTF-8; a code point is counted with its first one. */
  BYTE {
    @Override
    public int characters(char[] text, int start, int end) {
      int characters = 0;
      for (int i = start; i < end; i++) {
        characters += Utf8.isContinuation(text[i]) ? 0 : 1;
      }
      return characters;
    }

    @Override
    public int bytes(char[] text, int start, int end) {
      return end - start;
    }
  };

  /** Code points of the source that {@code text[start, end)} stands for. */
  public abstract int characters(char[] text, int start, int end);

  /** Their length in UTF-8. */
  public abstract int bytes(char[] text, int start, int end);
}
