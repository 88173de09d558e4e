package org.ravel.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
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
    this.segmenters = segmenters();
  }

  private ThreadLocal<Segmenter> segmenters() {
    return ThreadLocal.withInitial(() -> new SubwordSegmenter(new CutWords(subwords, lowerCase())));
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    segmenters = segmenters();
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
  Segmenter segmenter() {
    return segmenters.get();
  }
}
