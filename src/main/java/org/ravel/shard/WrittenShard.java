package org.ravel.shard;

import java.io.Serializable;
import org.ravel.config.Split;

/**
 * A shard file that was written, and what its targets account for.
 *
 * @param unknown targets that are {@code <unk>}
 */
record WrittenShard(Split split, Manifest.ShardFile file, long unknown, long characters, long bytes)
    implements Serializable {}
