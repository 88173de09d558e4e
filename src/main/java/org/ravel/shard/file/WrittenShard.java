package org.ravel.shard.file;

import java.io.Serializable;
import org.ravel.config.Split;
import org.ravel.shard.Manifest;

/**
 * A shard file that was written, and what its targets account for.
 *
 * @param steps what a network reads
 * @param unknown targets that the vocabulary lacks
 */
public record WrittenShard(
    Split split, Manifest.ShardFile file, long steps, long unknown, long characters, long bytes)
    implements Serializable {}
