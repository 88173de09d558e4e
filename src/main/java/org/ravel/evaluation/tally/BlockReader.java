package org.ravel.evaluation.tally;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.error.InputException;
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;
import org.ravel.shard.Manifest.VocabularyPart;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;

/**
 * Reads blocks on executors. The checksum of a file is verified with its first block: once per
 * pass, by whoever gets that block.
 */
public final class BlockReader implements Serializable {
  private final Broadcast<SerializableConfiguration> hadoop;
  private final Path shardSet;
  private final Schema schema;
  private final int vocabularySize;

  private BlockReader(
      Broadcast<SerializableConfiguration> hadoop,
      Path shardSet,
      Schema schema,
      int vocabularySize) {
    this.hadoop = hadoop;
    this.shardSet = shardSet;
    this.schema = schema;
    this.vocabularySize = vocabularySize;
  }

  /** Reads a shard set's blocks. */
  public static BlockReader of(Broadcast<SerializableConfiguration> hadoop, ShardSet shards) {
    Schema schema = shards.manifest().schema();
    int vocabularySize = shards.manifest().inputVocabulary().map(VocabularyPart::size).orElse(0);
    return new BlockReader(hadoop, shards.path(), schema, vocabularySize);
  }

  /** What the blocks' examples consist of. */
  public Schema schema() {
    return schema;
  }

  /**
   * The block's examples, in order.
   *
   * @throws InputException if the file is not what the manifest says, or if an id that is read is
   *     not in the vocabulary: native code would read beyond its arrays
   */
  public List<Example> read(Block block) {
    List<Example> examples = new ArrayList<>(block.rows());
    try (ExampleReader reader =
        ExampleReader.open(
            hadoop.value().value(),
            shardSet,
            schema,
            block.file(),
            block.firstRow(),
            block.rows(),
            block.firstRow() == 0)) {
      while (reader.hasNext()) {
        Example example = reader.next();
        if (example.values().get(0) instanceof Values.OfIds read) {
          requireKnown(read.ids(), example, block);
        }
        examples.add(example);
      }
    }
    return examples;
  }

  private void requireKnown(int[] ids, Example example, Block block) {
    for (int id : ids) {
      if (id < 0 || id >= vocabularySize) {
        throw new InputException(
            "%s: sequence %d holds token id %d, but the vocabulary has %d tokens; prepare the shards again"
                .formatted(block.file().path(), example.index(), id, vocabularySize));
      }
    }
  }
}
