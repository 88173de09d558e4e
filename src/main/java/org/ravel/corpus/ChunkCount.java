package org.ravel.corpus;

import java.io.Serializable;
import java.util.List;

/**
 * What a chunk was found to hold; all that comes to the driver of it.
 *
 * @param digest SHA-256 of its text
 * @param endsOfDocument how many of its tokens are {@code <eos>}
 * @param streams by stream
 */
public record ChunkCount(String digest, long endsOfDocument, List<OfStream> streams)
    implements Serializable {

  /**
   * A chunk's part of a stream.
   *
   * @param tokens number of tokens, {@code <eos>} included
   * @param trailingCharacters code points after the last token, which the stream's next token
   *     accounts for
   * @param trailingBytes their bytes
   */
  public record OfStream(long tokens, long trailingCharacters, long trailingBytes)
      implements Serializable {}
}
