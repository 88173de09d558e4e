package org.ravel.corpus;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.error.ConfigurationException;

/**
 * A unit of work: consecutive pieces of the corpus, of about the configured number of bytes.
 * Follows from the corpus and the configuration, never from the cluster.
 */
public record Chunk(List<Piece> pieces) implements Serializable {
  /** Each is a task of Spark, and its counts are held on the driver. */
  private static final int MOST = 100_000;

  /**
   * A part of a source file between two nominal offsets. The text that belongs to it lies between
   * the true boundaries that {@link Boundary} finds from these.
   *
   * @param source index of the source file
   */
  public record Piece(int source, long start, long end) implements Serializable {}

  /**
   * Cuts the files, taken one after the other, into chunks; small files share one.
   *
   * @throws ConfigurationException if the chunks are too many
   */
  static List<Chunk> plan(List<SourceFile> sources, long chunkSize) {
    List<Chunk> chunks = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    long room = chunkSize;
    for (int source = 0; source < sources.size(); source++) {
      SourceFile file = sources.get(source);
      long start = 0;
      while (start < file.bytes()) {
        long length = file.bytes() - start;
        if (!file.compressed()) {
          length = Math.min(length, room);
        }
        pieces.add(new Piece(source, start, start + length));
        start += length;
        room -= length;
        if (room <= 0) {
          requireFew(chunks.size() + 1, sources, chunkSize);
          chunks.add(new Chunk(List.copyOf(pieces)));
          pieces.clear();
          room = chunkSize;
        }
      }
    }
    if (!pieces.isEmpty()) {
      chunks.add(new Chunk(List.copyOf(pieces)));
    }
    return List.copyOf(chunks);
  }

  private static void requireFew(int chunks, List<SourceFile> sources, long chunkSize) {
    if (chunks > MOST) {
      long bytes = sources.stream().mapToLong(SourceFile::bytes).sum();
      throw new ConfigurationException(
          "corpus.chunk-size is %,d bytes and cuts the corpus of %,d bytes into more than %,d chunks, the most there can be; set corpus.chunk-size=%dKiB or more"
              .formatted(chunkSize, bytes, MOST, (Math.max(bytes / MOST, chunkSize) >> 10) + 1));
    }
  }
}
