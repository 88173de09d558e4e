package org.ravel.shard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.ravel.corpus.ChunkCount;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.SourceFile;
import org.ravel.storage.Sha256;

/**
 * The digest of a corpus, put together from digests that were taken on the executors: SHA-256 of
 * the lines {@code "length name\n"} of all source files and then {@code "digest\n"} of all chunks,
 * where a chunk's digest is the SHA-256 of the bytes (decompressed) that belong to it. It depends
 * on the chunk size as well.
 */
final class InputDigest {
  private InputDigest() {}

  static String of(Corpus corpus, Iterable<ChunkCount> chunks) {
    MessageDigest digest = Sha256.digest();
    for (SourceFile file : corpus.sources()) {
      line(digest, file.bytes() + " " + file.name());
    }
    for (ChunkCount chunk : chunks) {
      line(digest, chunk.digest());
    }
    return Sha256.hex(digest);
  }

  private static void line(MessageDigest digest, String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
