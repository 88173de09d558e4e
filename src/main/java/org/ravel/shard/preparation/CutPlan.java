package org.ravel.shard.preparation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.corpus.ChunkCount;
import org.ravel.shard.file.PlannedShard;

/** Which sequences each chunk's task writes, and where in the streams the chunks stand. */
final class CutPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<ChunkCount> counts;
  private final List<SplitWindow> windows;
  private final int sequenceLength;

  /** What the shard set holds before. */
  private final StoredCounts before;

  /** By stream and chunk; one entry more than there are chunks, which is the total. */
  private final long[][] offsets;

  /** By window and chunk: the number of the file that the chunk's sequences go to. */
  private final int[][] parts;

  CutPlan(
      List<ChunkCount> counts, List<SplitWindow> windows, int sequenceLength, StoredCounts before) {
    this.before = before;
    this.counts = counts;
    this.windows = windows;
    this.sequenceLength = sequenceLength;
    this.offsets = offsets(counts);
    this.parts = new int[windows.size()][counts.size()];
    for (int window = 0; window < windows.size(); window++) {
      int part = 0;
      for (int chunk = 0; chunk < counts.size(); chunk++) {
        parts[window][chunk] = part;
        part += sequences(window, chunk) > 0 ? 1 : 0;
      }
    }
  }

  /** Tokens before each chunk, by stream. */
  static long[][] offsets(List<ChunkCount> counts) {
    int streams = counts.isEmpty() ? 0 : counts.get(0).streams().size();
    long[][] offsets = new long[streams][counts.size() + 1];
    for (int stream = 0; stream < streams; stream++) {
      for (int chunk = 0; chunk < counts.size(); chunk++) {
        offsets[stream][chunk + 1] =
            offsets[stream][chunk] + counts.get(chunk).streams().get(stream).tokens();
      }
    }
    return offsets;
  }

  /**
   * A chunk's sequences of a split.
   *
   * @param part number of their file
   * @param firstSequence counted from the window's beginning
   * @param sequencesBefore those that the split holds already
   */
  record ChunkSequences(
      SplitWindow window, int part, long firstSequence, long sequences, long sequencesBefore)
      implements Serializable {

    /** Position in the stream of the first sequence's first token. */
    long firstToken(int sequenceLength) {
      return window.first() + firstSequence * sequenceLength;
    }

    /** Their file. */
    PlannedShard shard() {
      return new PlannedShard(window.split(), part, sequencesBefore + firstSequence, sequences);
    }

    /** Position of the last sequence's last token. */
    long lastToken(int sequenceLength) {
      return Math.min(
          window.end() - 1, window.first() + (firstSequence + sequences) * sequenceLength);
    }
  }

  /** The sequences whose first token stands in the chunk; at most one entry for a split. */
  List<ChunkSequences> ofChunk(int chunk) {
    List<ChunkSequences> shares = new ArrayList<>();
    for (int window = 0; window < windows.size(); window++) {
      long sequences = sequences(window, chunk);
      if (sequences > 0) {
        shares.add(
            new ChunkSequences(
                windows.get(window),
                parts[window][chunk],
                firstSequence(window, chunk),
                sequences,
                before.sequences(windows.get(window).split())));
      }
    }
    return shares;
  }

  private long sequences(int window, int chunk) {
    return firstSequence(window, chunk + 1) - firstSequence(window, chunk);
  }

  private long firstSequence(int window, int chunk) {
    SplitWindow w = windows.get(window);
    return w.sequenceFrom(offsets[w.stream()][chunk], sequenceLength);
  }

  int sequenceLength() {
    return sequenceLength;
  }

  /** Number of source files before those of this corpus. */
  int sourcesBefore() {
    return before.sources();
  }

  int chunks() {
    return counts.size();
  }

  int streams() {
    return offsets.length;
  }

  ChunkCount count(int chunk) {
    return counts.get(chunk);
  }

  /** Tokens of a stream before the chunk. */
  long offset(int stream, int chunk) {
    return offsets[stream][chunk];
  }

  /** Tokens of a stream. */
  long total(int stream) {
    return offsets[stream][counts.size()];
  }

  /**
   * Code points and bytes between the stream's last token before the chunk and the chunk: its next
   * token accounts for them.
   */
  long[] pending(int stream, int chunk) {
    long[] pending = new long[2];
    for (int before = chunk - 1; before >= 0; before--) {
      ChunkCount.OfStream count = counts.get(before).streams().get(stream);
      pending[0] += count.trailingCharacters();
      pending[1] += count.trailingBytes();
      if (count.tokens() > 0) {
        break;
      }
    }
    return pending;
  }

  @Override
  public String toString() {
    return "%d chunks, windows %s, tokens %s"
        .formatted(counts.size(), windows, Arrays.deepToString(offsets));
  }
}
