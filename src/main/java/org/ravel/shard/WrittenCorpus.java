package org.ravel.shard;

import java.util.List;

/**
 * A corpus as it was written.
 *
 * @param windows what its splits are cut from
 * @param shards its files, in any order
 */
record WrittenCorpus(List<SplitWindow> windows, List<WrittenShard> shards) {}
