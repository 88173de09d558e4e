package org.ravel.corpus;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ravel.config.ConfigNames;
import org.ravel.config.TokenizerKind;

/**
 * Cuts text into tokens and puts tokens together again. For every tokenizer, cutting what {@link
 * #decode} made of tokens gives these tokens again (for the scripts that are written without spaces
 * and that the word tokenizer cuts by a dictionary, nearly always; of subwords, where the tokens
 * were cut from a text); the character, byte and subword tokenizers also give back the text itself.
 */
public abstract sealed class Tokenizer implements Serializable
    permits CharacterTokenizer,
        ByteTokenizer,
        WordTokenizer,
        WhitespaceTokenizer,
        MergeableWordTokenizer,
        SubwordTokenizer {
  private static final long serialVersionUID = 1L;

  private final TokenizerKind kind;
  private final boolean lowerCase;

  Tokenizer(TokenizerKind kind, boolean lowerCase) {
    this.kind = kind;
    this.lowerCase = lowerCase;
  }

  /** The tokenizer of that kind; of subwords the one that they are learned with. */
  public static Tokenizer of(TokenizerKind kind, boolean lowerCase) {
    return switch (kind) {
      case CHARACTER -> new CharacterTokenizer();
      case BYTE -> new ByteTokenizer();
      case WORD -> new WordTokenizer(lowerCase);
      case WHITESPACE -> new WhitespaceTokenizer(lowerCase);
      case SUBWORD -> new MergeableWordTokenizer(lowerCase);
    };
  }

  /** What a token is. */
  public final TokenizerKind kind() {
    return kind;
  }

  /** Whether its tokens are words that subwords are still to be learned from. */
  public final boolean isToLearn() {
    return this instanceof MergeableWordTokenizer;
  }

  /** Whether tokens are folded to lower case. */
  public final boolean lowerCase() {
    return lowerCase;
  }

  /** A token that stood apart already, in the case that tokens have. */
  public final String folded(String token) {
    return lowerCase ? token.toLowerCase(Locale.ROOT) : token;
  }

  /** The tokens of a whole text. */
  public final List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    tokenize(
        text,
        new TokenSink() {
          @Override
          public void token(char[] block, int start, int end, int characters, int bytes) {
            tokens.add(new String(block, start, end - start));
          }

          @Override
          public void dropped(int characters, int bytes) {}
        });
    return tokens;
  }

  /** The tokens of a whole text, one by one. */
  public final void tokenize(String text, TokenSink sink) {
    char[] units = units(text);
    segmenter().segment(units, 0, units.length, true, sink);
  }

  /** A text that has these tokens. */
  public abstract String decode(List<String> tokens);

  /** A segmenter for one thread. */
  abstract Segmenter segmenter();

  /** The text as the segmenter takes it. */
  char[] units(String text) {
    return text.toCharArray();
  }

  @Override
  public String toString() {
    return ConfigNames.of(kind) + (lowerCase ? " (lower case)" : "");
  }
}
