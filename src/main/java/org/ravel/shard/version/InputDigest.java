package org.ravel.shard.version;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
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
public final class InputDigest {
  private InputDigest() {}

  public static String of(Corpus corpus, List<ChunkCount> chunks) {
    return of(corpus.sources(), chunks.stream().map(ChunkCount::digest).toList());
  }

  /** The same of any digests that together are those of the contents. */
  public static String of(List<SourceFile> sources, List<String> contents) {
    MessageDigest digest = Sha256.digest();
    for (SourceFile file : sources) {
      line(digest, file.bytes() + " " + file.name());
    }
    contents.forEach(content -> line(digest, content));
    return Sha256.hex(digest);
  }

  private static void line(MessageDigest digest, String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
