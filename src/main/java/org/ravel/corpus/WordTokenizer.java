package org.ravel.corpus;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Set;
import org.ravel.config.TokenizerKind;

/**
 * A token is a word or a punctuation mark by the word boundaries of <a
 * href="https://unicode.org/reports/tr29/">UAX #29</a>; white space is dropped. Scripts that are
 * written without spaces are cut by ICU's dictionaries.
 */
final class WordTokenizer extends Tokenizer {
  private static final long serialVersionUID = 1L;
  private static final Set<String> CLOSING =
      Set.of(".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "…");
  private static final Set<String> OPENING = Set.of("(", "[", "{");

  WordTokenizer(boolean lowerCase) {
    super(TokenizerKind.WORD, lowerCase);
  }

  /** Words with single spaces between them, but none before closing and after opening marks. */
  @Override
  public String decode(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    String previous = null;
    for (String token : tokens) {
      boolean close =
          previous == null
              || CLOSING.contains(token)
              || (OPENING.contains(previous) && !continuesWord(token));
      if (!close) {
        text.append(' ');
      }
      text.append(token);
      previous = token;
    }
    return text.toString();
  }

  /** Whether the token begins with a mark that would join the character before it (rule WB4). */
  private static boolean continuesWord(String token) {
    if (token.isEmpty()) {
      return false;
    }
    int property = UCharacter.getIntPropertyValue(token.codePointAt(0), UProperty.WORD_BREAK);
    return property == UCharacter.WordBreak.EXTEND
        || property == UCharacter.WordBreak.FORMAT
        || property == UCharacter.WordBreak.ZWJ;
  }

  @Override
  Segmenter segmenter() {
    return new AtWordBoundaries(
        BreakIterator.getWordInstance(ULocale.ROOT), new WordEmitter(lowerCase()));
  }

  private record AtWordBoundaries(BreakIterator boundaries, WordEmitter emitter)
      implements Segmenter {

    @Override
    public int segment(char[] text, int from, int to, boolean end, TokenSink sink) {
      int cut = end ? to : WhiteSpace.lastCut(text, from, to);
      boundaries.setText(CharBuffer.wrap(text, from, cut - from));
      int start = from;
      boundaries.first();
      for (int next = boundaries.next(); next != BreakIterator.DONE; next = boundaries.next()) {
        trim(text, start, from + next, sink);
        start = from + next;
      }
      return cut;
    }

    /** A mark that follows white space is one segment with it; the white space still goes. */
    private void trim(char[] text, int start, int end, TokenSink sink) {
      int first = start;
      while (first < end && WhiteSpace.is(text[first])) {
        first++;
      }
      int last = end;
      while (last > first && WhiteSpace.is(text[last - 1])) {
        last--;
      }
      emitter.space(text, start, first, sink);
      if (first < last) {
        emitter.word(text, first, last, sink);
      }
      emitter.space(text, last, end, sink);
    }
  }
}
