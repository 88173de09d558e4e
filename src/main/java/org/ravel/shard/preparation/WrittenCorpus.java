package org.ravel.shard.preparation;

import java.util.List;
import org.ravel.shard.file.WrittenShard;

/**
 * A corpus as it was written.
 *
 * @param windows what its splits are cut from
 * @param shards its files, in any order
 */
record WrittenCorpus(List<SplitWindow> windows, List<WrittenShard> shards) {}
