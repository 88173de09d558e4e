package org.ravel.corpus;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;

/**
 * The words within which subwords are merged. Every character of a text is in one of them. A word
 * is a run of letters and marks, of digits, of other characters, or of white space, which ends with
 * a line feed; the last space before a run of the first three belongs to that run, and so does an
 * apostrophe between two letters to theirs. A longer run than {@value #LONGEST} chars is cut there.
 *
 * <p>GPT-2 cuts text in nearly this way (Radford et al., Language Models are Unsupervised Multitask
 * Learners, 2019), with a list of English endings in place of the rule on apostrophes.
 */
final class MergeableWords {
  /** The most chars of a word; one more where a code point has two. */
  static final int LONGEST = 64;

  private static final byte SPACE = 0;
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte OTHER = 3;
  private static final byte[] BASIC_PLANE = new byte[1 << 16];

  static {
    for (int c = 0; c < BASIC_PLANE.length; c++) {
      BASIC_PLANE[c] = WhiteSpace.is((char) c) ? SPACE : kindOf(c);
    }
  }

  private MergeableWords() {}

  /**
   * Where the word ends that begins at {@code from}.
   *
   * @param to where the text ends
   * @param end whether the word ends there too; if not, text that follows may be part of it
   * @return -1 if more text must be seen first
   */
  static int end(char[] text, int from, int to, boolean end) {
    int first = from;
    if (text[first] == ' ') {
      first++;
      if (first == to) {
        return end ? to : -1;
      }
      if (BASIC_PLANE[text[first]] == SPACE) {
        first = from;
      }
    }
    return BASIC_PLANE[text[first]] == SPACE
        ? spaceEnd(text, first, to, end)
        : runEnd(text, first, from + LONGEST, to, end);
  }

  /** White space up to a line feed, or to the space that belongs to what follows. */
  private static int spaceEnd(char[] text, int from, int to, boolean end) {
    int i = from;
    while (i < to && i < from + LONGEST && BASIC_PLANE[text[i]] == SPACE) {
      i++;
      if (text[i - 1] == '\n') {
        return i;
      }
    }
    if (i == to) {
      return end ? to : -1;
    }
    boolean leads = text[i - 1] == ' ' && BASIC_PLANE[text[i]] != SPACE;
    return leads ? i - 1 : i;
  }

  private static int runEnd(char[] text, int first, int limit, int to, boolean end) {
    int kind = kind(text, first, to);
    int i = first;
    while (i < to && i < limit) {
      if (!end && isHalf(text, i, to)) {
        return -1;
      }
      int next = i + width(text, i, to);
      if (kind(text, i, to) != kind) {
        boolean joins = kind == LETTER && i > first && isApostrophe(text[i]);
        if (!joins) {
          return i;
        }
        if (next == to || isHalf(text, next, to)) {
          return end ? i : -1;
        }
        if (kind(text, next, to) != LETTER) {
          return i;
        }
      }
      i = next;
    }
    return i < to || end || i >= limit ? i : -1;
  }

  /** Whether only the first half of a code point is there. */
  private static boolean isHalf(char[] text, int at, int to) {
    return at + 1 == to && Character.isHighSurrogate(text[at]);
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '\u2019';
  }

  private static int width(char[] text, int at, int to) {
    return Character.isHighSurrogate(text[at])
            && at + 1 < to
            && Character.isLowSurrogate(text[at + 1])
        ? 2
        : 1;
  }

  private static int kind(char[] text, int at, int to) {
    return width(text, at, to) == 1
        ? BASIC_PLANE[text[at]]
        : kindOf(Character.toCodePoint(text[at], text[at + 1]));
  }

  private static byte kindOf(int codePoint) {
    return switch (UCharacter.getType(codePoint)) {
      case ECharacterCategory.UPPERCASE_LETTER,
          ECharacterCategory.LOWERCASE_LETTER,
          ECharacterCategory.TITLECASE_LETTER,
          ECharacterCategory.MODIFIER_LETTER,
          ECharacterCategory.OTHER_LETTER,
          ECharacterCategory.NON_SPACING_MARK,
          ECharacterCategory.ENCLOSING_MARK,
          ECharacterCategory.COMBINING_SPACING_MARK ->
          LETTER;
      case ECharacterCategory.DECIMAL_DIGIT_NUMBER,
          ECharacterCategory.LETTER_NUMBER,
          ECharacterCategory.OTHER_NUMBER ->
          DIGIT;
      default -> OTHER;
    };
  }
}
