package org.ravel.shard.preparation;

import java.util.Arrays;
import java.util.function.Consumer;
import org.ravel.corpus.CharUnit;
import org.ravel.shard.file.IntList;
import org.ravel.shard.file.Sequence;

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
      if (lastSource() != source) {
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

  /**
   * Takes the tokens of one char each that begin at a position, the same as {@link #accept(long,
   * int, int, long, long)} for each of them.
   *
   * @param ids theirs, at the front of the array
   * @param text holds them from {@code start} on
   */
  void accept(
      long position, int count, int[] ids, int source, char[] text, int start, CharUnit unit) {
    int next = (int) Math.min(count, Math.max(0, firstToken - position));
    int end = (int) Math.min(count, Math.max(0, lastToken + 1 - position));
    while (next < end) {
      // A sequence's first and last token, and where the source changes, take the other way.
      int run = Math.min(end - 1, next + tokens.length - 1 - size) - next;
      if (run <= 0 || size == 0 || lastSource() != source) {
        int characters = unit.characters(text, start + next, start + next + 1);
        int bytes = unit.bytes(text, start + next, start + next + 1);
        accept(position + next, ids[next], source, characters, bytes);
        next++;
      } else {
        System.arraycopy(ids, next, tokens, size, run);
        characters += unit.characters(text, start + next, start + next + run);
        bytes += unit.bytes(text, start + next, start + next + run);
        size += run;
        next += run;
      }
    }
  }

  private int lastSource() {
    return sources.size() == 0 ? -1 : sources.get(sources.size() - 1);
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
