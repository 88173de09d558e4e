package org.ravel.shard.preparation;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.error.InputException;
import org.ravel.example.ChunkTask;
import org.ravel.example.ExampleDigest;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.KnownLabels;
import org.ravel.example.MalformedExample;
import org.ravel.example.PlacedExample;
import org.ravel.example.TargetEncoder;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.file.WrittenShard;

/** Writes the examples of a chunk, one file for each split that has some. */
final class WriteExamples implements ChunkTask<WrittenShard> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final Broadcast<ExamplePlan> plan;
  private final Broadcast<ExampleEncoder> encoder;
  private final Broadcast<TargetEncoder> targets;
  private final KnownLabels known;
  private final Schema schema;
  private final String folder;

  /**
   * A function of chunks.
   *
   * @param known which labels may be learned
   * @param folder where the files go, below a folder for each split
   */
  WriteExamples(
      Broadcast<SerializableConfiguration> hadoop,
      Broadcast<ExamplePlan> plan,
      Broadcast<ExampleEncoder> encoder,
      Broadcast<TargetEncoder> targets,
      KnownLabels known,
      Schema schema,
      String folder) {
    this.hadoop = hadoop;
    this.plan = plan;
    this.encoder = encoder;
    this.targets = targets;
    this.known = known;
    this.schema = schema;
    this.folder = folder;
  }

  @Override
  public List<WrittenShard> run(int chunk, Source examples) {
    ExampleFormat format = new ExampleFormat(schema, targets.value().unknown());
    try (ChunkShards shards =
        new ChunkShards(plan.value(), chunk, hadoop.value().value(), folder, format)) {
      ExampleDigest digest = new ExampleDigest();
      examples.read(
          example -> {
            digest.add(example.example());
            if (known.admit(example)) {
              shards.write(example.split(), values(example), example.source());
            }
          });
      return shards.commit(digest.value());
    }
  }

  private List<Values> values(PlacedExample example) {
    try {
      List<Values> values = encoder.value().inputs(example.example().steps());
      schema.names().ifPresent(column -> values.add(column, Values.text(example.name())));
      values.add(targets.value().target(example.example().labels()));
      return values;
    } catch (MalformedExample e) {
      throw new InputException(
          "an example of corpus.input %s; correct it, or set scaling.rule=none"
              .formatted(e.getMessage()),
          e);
    }
  }
}
