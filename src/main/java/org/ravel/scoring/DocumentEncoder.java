package org.ravel.scoring;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ravel.config.Documents;
import org.ravel.corpus.TokenSink;
import org.ravel.corpus.Vocabulary;
import org.ravel.table.SourceRecord;

/**
 * Encodes texts as documents of their own. Where the vocabulary knows {@code <eos>}, a document
 * begins after one and may end with one, as it does in the corpus that the model was trained on;
 * and where lines were documents there, a line feed within the text is one.
 */
final class DocumentEncoder implements RowEncoder {
  private final String column;
  private final Vocabulary vocabulary;
  private final int[] context;
  private final OptionalInt end;

  /**
   * For a model's vocabulary.
   *
   * @param column the one that holds the text
   * @param prime what the model reads before each text
   * @param scoreEnd whether a document's end is predicted, where the vocabulary has one
   */
  DocumentEncoder(String column, Vocabulary vocabulary, String prime, boolean scoreEnd) {
    this.column = column;
    this.vocabulary = vocabulary;
    this.context =
        IntStream.concat(
                vocabulary.endOfDocument().stream(), Arrays.stream(vocabulary.encode(prime)))
            .toArray();
    this.end = scoreEnd ? vocabulary.endOfDocument() : OptionalInt.empty();
  }

  @Override
  public Document encode(SourceRecord record) {
    String text = (String) record.value(column);
    return encode(text == null ? "" : text);
  }

  Document encode(String text) {
    Tokens tokens = new Tokens();
    if (vocabulary.documents() == Documents.LINE) {
      // A line feed at the end is the end of the document, not one more line.
      String[] lines = text.replaceFirst("\r?\n\\z", "").split("\r?\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (i > 0) {
          tokens.add(vocabulary.endOfDocument().orElseThrow(), 1);
        }
        vocabulary.tokenizer().tokenize(lines[i], tokens);
      }
    } else {
      vocabulary.tokenizer().tokenize(text, tokens);
    }
    if (tokens.count == 0) {
      return Document.EMPTY;
    }
    end.ifPresent(eos -> tokens.add(eos, 0));
    int[] ids = IntStream.concat(Arrays.stream(context), tokens.ids.build()).toArray();
    // Without anything before it, the first token is what the model begins with.
    int given = context.length == 0 ? tokens.charactersOfFirst : 0;
    return new Document(
        null, ids, Math.max(1, context.length), text.codePointCount(0, text.length()) - given);
  }

  private final class Tokens implements TokenSink {
    private final IntStream.Builder ids = IntStream.builder();
    private long count;
    private int dropped;
    private int charactersOfFirst;

    private void add(int id, int characters) {
      if (count == 0) {
        charactersOfFirst = dropped + characters;
      }
      count++;
      ids.add(id);
    }

    @Override
    public void token(char[] text, int start, int end, int characters, int bytes) {
      add(vocabulary.id(text, start, end), characters);
    }

    @Override
    public void dropped(int characters, int bytes) {
      dropped += characters;
    }
  }
}
