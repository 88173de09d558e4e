package org.ravel.shard.preparation;

import java.util.List;
import org.ravel.corpus.CharUnit;
import org.ravel.corpus.CorpusSink;
import org.ravel.corpus.Vocabulary;

/** Encodes tokens and hands each to the cutters of its stream, with its place there. */
final class CutSink implements CorpusSink {
  private final CutPlan plan;
  private final Vocabulary vocabulary;
  private final int endOfDocument;

  /** By stream. */
  private final SequenceCutter[][] cutters;

  private final long[] lastWanted;
  private final long[] position;
  private final long[] droppedCharacters;
  private final long[] droppedBytes;
  private int[] ids = new int[0];
  private int stream;
  private int source;
  private boolean stopWhenDone;

  CutSink(CutPlan plan, Vocabulary vocabulary, List<List<SequenceCutter>> cutters) {
    int streams = plan.streams();
    this.plan = plan;
    this.vocabulary = vocabulary;
    this.endOfDocument = vocabulary.endOfDocument().orElse(-1);
    this.cutters = new SequenceCutter[streams][];
    this.lastWanted = new long[streams];
    for (int i = 0; i < streams; i++) {
      this.cutters[i] = cutters.get(i).toArray(SequenceCutter[]::new);
      this.lastWanted[i] =
          cutters.get(i).stream().mapToLong(SequenceCutter::lastToken).max().orElse(-1);
    }
    this.position = new long[streams];
    this.droppedCharacters = new long[streams];
    this.droppedBytes = new long[streams];
  }

  /** The tokens of this chunk come next. */
  void chunk(int chunk) {
    for (int i = 0; i < position.length; i++) {
      position[i] = plan.offset(i, chunk);
      long[] pending = plan.pending(i, chunk);
      droppedCharacters[i] = pending[0];
      droppedBytes[i] = pending[1];
    }
  }

  /** From here on, nothing is read that no sequence needs. */
  void stopWhenDone() {
    stopWhenDone = true;
  }

  /** Tokens of the stream that came before the next one. */
  long position(int stream) {
    return position[stream];
  }

  /** Whether a sequence still needs tokens of the stream. */
  boolean wants(int stream) {
    return position[stream] <= lastWanted[stream];
  }

  @Override
  public void source(int index) {
    source = plan.sourcesBefore() + index;
  }

  @Override
  public void stream(int index) {
    stream = index;
  }

  @Override
  public void token(char[] text, int start, int end, int characters, int bytes) {
    accept(vocabulary.id(text, start, end), characters, bytes);
  }

  @Override
  public void chars(char[] text, int start, int end, CharUnit unit) {
    int next = start;
    if (next < end && droppedBytes[stream] > 0) {
      token(text, next, unit);
      next++;
    }
    // The stream's last token accounts for more than itself.
    long plain = Math.min(end - next, plan.total(stream) - 1 - position[stream]);
    if (plain > 0) {
      run(text, next, (int) plain, unit);
      next += (int) plain;
    }
    for (; next < end; next++) {
      token(text, next, unit);
    }
  }

  private void token(char[] text, int at, CharUnit unit) {
    token(text, at, at + 1, unit.characters(text, at, at + 1), unit.bytes(text, at, at + 1));
  }

  private void run(char[] text, int start, int count, CharUnit unit) {
    if (ids.length < count) {
      ids = new int[count];
    }
    vocabulary.ids(text, start, start + count, ids);
    for (SequenceCutter cutter : cutters[stream]) {
      cutter.accept(position[stream], count, ids, source, text, start, unit);
    }
    position[stream] += count;
  }

  @Override
  public void dropped(int characters, int bytes) {
    droppedCharacters[stream] += characters;
    droppedBytes[stream] += bytes;
  }

  @Override
  public void endOfDocument() {
    accept(endOfDocument, 0, 0);
  }

  private void accept(int id, int ownCharacters, int ownBytes) {
    int s = stream;
    long at = position[s]++;
    long characters = droppedCharacters[s] + ownCharacters;
    long bytes = droppedBytes[s] + ownBytes;
    droppedCharacters[s] = 0;
    droppedBytes[s] = 0;
    if (at == plan.total(s) - 1) {
      // Nothing follows that could account for the white space after it.
      long[] trailing = plan.pending(s, plan.chunks());
      characters += trailing[0];
      bytes += trailing[1];
    }
    for (SequenceCutter cutter : cutters[s]) {
      cutter.accept(at, id, source, characters, bytes);
    }
  }

  @Override
  public boolean done() {
    if (!stopWhenDone) {
      return false;
    }
    for (int i = 0; i < position.length; i++) {
      if (wants(i)) {
        return false;
      }
    }
    return true;
  }
}
