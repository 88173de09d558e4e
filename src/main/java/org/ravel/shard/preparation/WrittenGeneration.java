package org.ravel.shard.preparation;

import java.util.List;
import java.util.Map;
import org.ravel.config.Split;
import org.ravel.corpus.SourceFile;
import org.ravel.shard.Manifest;

/**
 * Files as they were written.
 *
 * @param inputDigest SHA-256 over names, lengths and contents of the files
 * @param skipped records that were left out
 * @param cut examples that were longer
 * @param splits each present one; the paths are below the version's folder
 */
record WrittenGeneration(
    String inputDigest,
    List<SourceFile> files,
    long skipped,
    long cut,
    Map<Split, Manifest.SplitPart> splits) {}
