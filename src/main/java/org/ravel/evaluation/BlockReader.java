package org.ravel.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.error.InputException;
import org.ravel.shard.Sequence;
import org.ravel.shard.ShardReader;

/**
 * Reads blocks on executors. The checksum of a file is verified with its first block: once per
 * pass, by whoever gets that block.
 */
final class BlockReader implements Serializable {
  private final Broadcast<SerializableConfiguration> hadoop;
  private final Path shardSet;
  private final int vocabularySize;

  BlockReader(Broadcast<SerializableConfiguration> hadoop, Path shardSet, int vocabularySize) {
    this.hadoop = hadoop;
    this.shardSet = shardSet;
    this.vocabularySize = vocabularySize;
  }

  /**
   * The block's sequences, in order.
   *
   * @throws InputException if the file is not what the manifest says, or if a token id is not in
   *     the vocabulary: native code would read beyond its arrays
   */
  List<Sequence> read(Block block) {
    List<Sequence> sequences = new ArrayList<>(block.rows());
    try (ShardReader reader =
        ShardReader.open(
            hadoop.value().value(),
            shardSet,
            block.file(),
            block.firstRow(),
            block.rows(),
            block.firstRow() == 0)) {
      while (reader.hasNext()) {
        Sequence sequence = reader.next();
        requireKnown(sequence, block);
        sequences.add(sequence);
      }
    }
    return sequences;
  }

  private void requireKnown(Sequence sequence, Block block) {
    for (int token : sequence.tokens()) {
      if (token < 0 || token >= vocabularySize) {
        throw new InputException(
            "%s: sequence %d holds token id %d, but the vocabulary has %d tokens; prepare the shards again"
                .formatted(block.file().path(), sequence.index(), token, vocabularySize));
      }
    }
  }
}
