package org.ravel.config;

/**
 * How the shard files of several generations are merged.
 *
 * @param fileSize most bytes of a merged file
 * @param keepDays days for which versions that were replaced stay
 */
public record CompactionConfig(ByteSize fileSize, int keepDays) {

  public CompactionConfig {
    Require.present("compaction.file-size", fileSize);
    Require.atLeast(1, "compaction.file-size", fileSize.bytes());
    Require.atLeast(0, "compaction.keep-days", keepDays);
  }
}
