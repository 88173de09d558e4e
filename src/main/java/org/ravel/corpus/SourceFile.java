package org.ravel.corpus;

import java.io.Serializable;

/**
 * A file of the corpus.
 *
 * @param name its path below the folder that all files of the corpus have in common
 * @param path its full URI
 * @param bytes its length on storage
 * @param compressed whether its suffix names a codec; such a file is read as a whole
 */
public record SourceFile(String name, String path, long bytes, boolean compressed)
    implements Serializable {}
