package org.ravel.shard.version;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.corpus.SourceFile;

/**
 * A source file as it was when it was read.
 *
 * @param name its name in the manifest
 * @param path its full URI
 * @param bytes its length
 * @param modified milliseconds since 1970
 * @param digest as {@link org.ravel.corpus.FileDigests} takes it
 */
public record InputFile(String name, String path, long bytes, long modified, String digest)
    implements Serializable {

  static InputFile of(SourceFile file, String digest) {
    return new InputFile(file.name(), file.path(), file.bytes(), file.modified(), digest);
  }

  /** Those of all files, which have their digests in the same order. */
  public static List<InputFile> all(List<SourceFile> files, List<String> digests) {
    return IntStream.range(0, files.size())
        .mapToObj(i -> of(files.get(i), digests.get(i)))
        .toList();
  }

  /** Whether the storage shows the file as it was. */
  boolean looksLike(SourceFile file) {
    return bytes == file.bytes() && modified == file.modified();
  }
}
