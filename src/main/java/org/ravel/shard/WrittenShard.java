package org.ravel.shard;

import java.io.Serializable;
import org.ravel.config.Split;

/**
 * A shard file that was written, and what its targets account for.
 *
 * @param steps what a network reads
 * @param unknown targets that the vocabulary lacks
 */
record WrittenShard(
    Split split, Manifest.ShardFile file, long steps, long unknown, long characters, long bytes)
    implements Serializable {}
