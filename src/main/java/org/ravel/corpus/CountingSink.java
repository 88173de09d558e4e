package org.ravel.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.config.Documents;

/** Counts a chunk's tokens, in all and, if wanted, by type. */
final class CountingSink implements CorpusSink {
  private final boolean byType;
  private final TokenTable types = new TokenTable();
  private final long[] tokens;
  private final long[] droppedCharacters;
  private final long[] droppedBytes;
  private long[] counts = new long[256];
  private long endsOfDocument;
  private int stream;

  /** Counts for so many streams. */
  CountingSink(int streams, boolean byType) {
    this.byType = byType;
    this.tokens = new long[streams];
    this.droppedCharacters = new long[streams];
    this.droppedBytes = new long[streams];
  }

  @Override
  public void source(int index) {}

  @Override
  public void stream(int index) {
    stream = index;
  }

  @Override
  public void token(char[] text, int start, int end, int characters, int bytes) {
    counted(1);
    if (byType) {
      count(text, start, end);
    }
  }

  @Override
  public void chars(char[] text, int start, int end, CharUnit unit) {
    if (start < end) {
      counted(end - start);
    }
    if (byType) {
      for (int i = start; i < end; i++) {
        count(text, i, i + 1);
      }
    }
  }

  private void count(char[] text, int start, int end) {
    int type = types.add(text, start, end);
    if (type == counts.length) {
      counts = Arrays.copyOf(counts, type * 2);
    }
    counts[type]++;
  }

  @Override
  public void dropped(int characters, int bytes) {
    droppedCharacters[stream] += characters;
    droppedBytes[stream] += bytes;
  }

  @Override
  public void endOfDocument() {
    counted(1);
    endsOfDocument++;
  }

  private void counted(int number) {
    tokens[stream] += number;
    droppedCharacters[stream] = 0;
    droppedBytes[stream] = 0;
  }

  @Override
  public boolean done() {
    return false;
  }

  /** The sums, for a text with this digest. A token that reads {@code <eos>} counts as one. */
  ChunkCount count(String digest, Documents documents) {
    List<ChunkCount.OfStream> streams = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      streams.add(new ChunkCount.OfStream(tokens[i], droppedCharacters[i], droppedBytes[i]));
    }
    long ends = endsOfDocument;
    if (documents != Documents.NONE) {
      String end = Vocabulary.END_OF_DOCUMENT;
      int type = types.find(end.toCharArray(), 0, end.length());
      ends += type < 0 ? 0 : counts[type];
    }
    return new ChunkCount(digest, ends, List.copyOf(streams));
  }

  /** The distinct tokens. */
  String[] types() {
    String[] texts = new String[types.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = types.token(i);
    }
    return texts;
  }

  /** How often each of {@link #types()} stood there. */
  long[] typeCounts() {
    return Arrays.copyOf(counts, types.size());
  }
}
