package org.ravel.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.ravel.config.TokenizerKind;
import org.ravel.subword.ByteSymbols;
import org.ravel.subword.Subwords;

/** A token is a subword: what merges that were learned make of words. */
final class SubwordTokenizer extends Tokenizer {
  private static final long serialVersionUID = 1L;

  private final Subwords subwords;

  /** A thread's segmenter keeps the words that it has cut. */
  private transient ThreadLocal<Segmenter> segmenters;

  SubwordTokenizer(boolean lowerCase, Subwords subwords) {
    super(TokenizerKind.SUBWORD, lowerCase);
    this.subwords = subwords;
  }

  Subwords subwords() {
    return subwords;
  }

  /** Bytes that are no UTF-8 together become U+FFFD. */
  @Override
  public String decode(List<String> tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String token : tokens) {
      OptionalInt value = ByteSymbols.value(token);
      if (value.isPresent()) {
        bytes.write(value.getAsInt());
      } else {
        bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  synchronized Segmenter segmenter() {
    if (segmenters == null) {
      segmenters =
          ThreadLocal.withInitial(() -> new SubwordSegmenter(new CutWords(subwords, lowerCase())));
    }
    return segmenters.get();
  }
}
