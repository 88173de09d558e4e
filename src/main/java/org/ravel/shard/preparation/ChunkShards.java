package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.WrittenShard;

/** The files of a chunk of independent examples, one for each split that has some. */
final class ChunkShards implements AutoCloseable {
  private final ExamplePlan plan;
  private final int chunk;
  private final Map<Split, PendingShard> shards = new EnumMap<>(Split.class);
  private final Map<Split, Long> next = new EnumMap<>(Split.class);

  ChunkShards(
      ExamplePlan plan, int chunk, Configuration hadoop, String folder, ExampleFormat format) {
    this.plan = plan;
    this.chunk = chunk;
    plan.shards(chunk)
        .forEach(
            (split, shard) -> {
              shards.put(split, new PendingShard(hadoop, new Path(folder), shard, format));
              next.put(split, shard.firstSequence());
            });
  }

  /**
   * Writes the next example of a split.
   *
   * @param source the number of its file among those of the plan
   */
  void write(Split split, List<Values> values, int source) {
    PendingShard shard = shards.get(split);
    if (shard == null) {
      throw changed();
    }
    long index = next.merge(split, 1L, Long::sum) - 1;
    shard.write(new Example(index, values, Origin.of(plan.sourcesBefore() + source)));
  }

  /**
   * Completes the files.
   *
   * @param digest of the examples
   * @throws InputException if it is not the one that was counted
   */
  List<WrittenShard> commit(long digest) {
    if (digest != plan.digest(chunk)) {
      throw changed();
    }
    List<WrittenShard> written = new ArrayList<>();
    shards.values().forEach(shard -> written.add(shard.commit()));
    return written;
  }

  private static InputException changed() {
    return new InputException(
        "the input changed while it was read; run ravel prepare again when nobody writes to it");
  }

  @Override
  public void close() {
    shards.values().forEach(PendingShard::close);
  }
}
