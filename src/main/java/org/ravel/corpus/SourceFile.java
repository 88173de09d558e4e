package org.ravel.corpus;

import java.io.Serializable;

/**
 * A file of the corpus.
 *
 * @param name its path below the folder that all files of the corpus have in common
 * @param path its full URI
 * @param bytes its length on storage
 * @param modified when it was last modified, in milliseconds since 1970, as the storage says
 * @param compressed whether its suffix names a codec; such a file is read as a whole
 */
public record SourceFile(String name, String path, long bytes, long modified, boolean compressed)
    implements Serializable {

  /** The same file with another name. */
  public SourceFile named(String other) {
    return new SourceFile(other, path, bytes, modified, compressed);
  }
}
