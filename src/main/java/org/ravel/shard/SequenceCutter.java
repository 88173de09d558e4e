package org.ravel.shard;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a run of a stream's tokens into sequences: each has the previous one's last token as its
 * first.
 */
final class SequenceCutter {
  private final long firstToken;
  private final long lastToken;
  private final Consumer<Sequence> output;
  private final int[] tokens;
  private final IntList sourceStarts = new IntList();
  private final IntList sources = new IntList();
  private int size;
  private long index;
  private long characters;
  private long bytes;

  /**
   * A cutter for the stream's tokens {@code [firstToken, lastToken]}.
   *
   * @param index of the first sequence
   */
  SequenceCutter(
      long firstToken, long lastToken, long index, int sequenceLength, Consumer<Sequence> output) {
    this.firstToken = firstToken;
    this.lastToken = lastToken;
    this.index = index;
    this.tokens = new int[sequenceLength + 1];
    this.output = output;
  }

  /** Position of the last token that is wanted. */
  long lastToken() {
    return lastToken;
  }

  /** Takes the stream's token at a position; positions outside the run are passed over. */
  void accept(long position, int id, int source, long tokenCharacters, long tokenBytes) {
    if (position < firstToken || position > lastToken) {
      return;
    }
    if (size > 0) {
      characters += tokenCharacters;
      bytes += tokenBytes;
      if (sources.size() == 0 || sources.get(sources.size() - 1) != source) {
        sourceStarts.add(size - 1);
        sources.add(source);
      }
    }
    tokens[size++] = id;
    if (size == tokens.length || position == lastToken) {
      emit();
      tokens[0] = id;
      size = 1;
    }
  }

  private void emit() {
    output.accept(
        new Sequence(
            index++,
            Arrays.copyOf(tokens, size),
            sourceStarts.toArray(),
            sources.toArray(),
            characters,
            bytes));
    sourceStarts.clear();
    sources.clear();
    characters = 0;
    bytes = 0;
  }
}
