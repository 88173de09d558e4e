package org.ravel.example;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.corpus.Tokenizer;
import org.ravel.corpus.Vocabulary;
import org.ravel.table.SourceRecord;

/**
 * Reads the captions of an image: a text or a list of texts.
 *
 * @param column that holds them
 */
record CaptionReader(String column, Tokenizer tokenizer) implements Serializable {
  /** What stands between the tokens of two captions. */
  static final String END = Vocabulary.END_OF_DOCUMENT;

  /** The tokens of all captions, with {@link #END} between two. */
  List<String> read(SourceRecord record) throws MalformedExample {
    Object value = TokenReader.value(record, column);
    List<?> captions = TokenReader.list(value).orElse(List.of(value));
    if (captions.isEmpty()) {
      throw new MalformedExample("has no caption in column %s".formatted(column));
    }
    List<String> all = new ArrayList<>();
    for (Object caption : captions) {
      if (!(caption instanceof String text)) {
        throw new MalformedExample(
            "has %s in column %s, which must be a text or a list of texts"
                .formatted(caption, column));
      }
      List<String> tokens = tokenizer.tokenize(text);
      if (tokens.isEmpty()) {
        throw new MalformedExample("has a caption without a token in column %s".formatted(column));
      }
      if (tokens.contains(END)) {
        throw new MalformedExample(
            "has %s in column %s, which stands for the end of a caption".formatted(END, column));
      }
      if (!all.isEmpty()) {
        all.add(END);
      }
      all.addAll(tokens);
    }
    return all;
  }
}
