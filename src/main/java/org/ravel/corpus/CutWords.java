package org.ravel.corpus;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.ravel.subword.ByteSymbols;
import org.ravel.subword.Subwords;

/**
 * What words are cut into. The words that were met last are kept, {@value #MOST} at most: texts
 * have few words, most of the time. Belongs to one thread.
 */
final class CutWords {
  private static final int MOST = 1 << 16;

  private final Subwords subwords;
  private final boolean lowerCase;

  /** By the number of the symbol. */
  private final Piece[] whole;

  private TokenTable words = new TokenTable();
  private Piece[][] pieces = new Piece[1 << 10][];

  /**
   * A subword of a word.
   *
   * @param text how it reads
   * @param characters code points of the source that it stands for
   * @param bytes their length in UTF-8
   */
  record Piece(char[] text, int characters, int bytes) {

    /** A symbol that stands for what it reads, or for a byte. */
    static Piece of(String symbol) {
      char[] text = symbol.toCharArray();
      OptionalInt value = ByteSymbols.value(symbol);
      return value.isPresent()
          ? new Piece(text, Utf8.isContinuation(value.getAsInt()) ? 0 : 1, 1)
          : new Piece(
              text, symbol.codePointCount(0, text.length), Utf8.length(text, 0, text.length));
    }
  }

  /** Words are folded first if wanted. */
  CutWords(Subwords subwords, boolean lowerCase) {
    this.subwords = subwords;
    this.lowerCase = lowerCase;
    this.whole = subwords.symbols().stream().map(Piece::of).toArray(Piece[]::new);
  }

  /** Those of the word {@code text[start, end)}; together they stand for all of it. */
  Piece[] pieces(char[] text, int start, int end) {
    int word = words.find(text, start, end);
    if (word >= 0) {
      return pieces[word];
    }
    Piece[] cut = cut(text, start, end);
    if (words.size() == MOST) {
      words = new TokenTable();
    }
    word = words.add(text, start, end);
    if (word == pieces.length) {
      pieces = Arrays.copyOf(pieces, word * 2);
    }
    pieces[word] = cut;
    return cut;
  }

  private Piece[] cut(char[] text, int start, int end) {
    String source = new String(text, start, end - start);
    int[] symbols = subwords.split(lowerCase ? source.toLowerCase(Locale.ROOT) : source);
    Piece[] cut = new Piece[symbols.length];
    int characters = Character.codePointCount(text, start, end - start);
    int bytes = Utf8.length(text, start, end);
    for (int i = 0; i < cut.length; i++) {
      Piece piece = whole[symbols[i]];
      boolean last = i == cut.length - 1;
      // A folded word may be longer or shorter than its source.
      int own = last ? characters : Math.min(piece.characters, characters);
      int ownBytes = last ? bytes : Math.min(piece.bytes, bytes);
      characters -= own;
      bytes -= ownBytes;
      cut[i] =
          own == piece.characters && ownBytes == piece.bytes
              ? piece
              : new Piece(piece.text, own, ownBytes);
    }
    return cut;
  }
}
