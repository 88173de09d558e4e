package org.ravel.shard.preparation;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.example.ChunkTask;
import org.ravel.example.ExampleDigest;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.KnownLabels;
import org.ravel.example.MalformedExample;
import org.ravel.example.PlacedExample;
import org.ravel.example.ReadSteps;
import org.ravel.sequence.Alignment;
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
  private final Broadcast<Vocabulary> labels;
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
      Broadcast<Vocabulary> labels,
      KnownLabels known,
      Schema schema,
      String folder) {
    this.hadoop = hadoop;
    this.plan = plan;
    this.encoder = encoder;
    this.labels = labels;
    this.known = known;
    this.schema = schema;
    this.folder = folder;
  }

  @Override
  public List<WrittenShard> run(int chunk, Source examples) {
    ExampleFormat format = new ExampleFormat(schema, labels.value().unknown());
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
    List<Values> values = inputs(example.example().steps());
    schema.names().ifPresent(column -> values.add(column, Values.text(example.name())));
    List<String> targets = example.example().labels();
    values.add(
        schema.targets() == Alignment.STEP_SETS
            ? ExampleEncoder.sets(labels.value(), targets)
            : ExampleEncoder.target(labels.value(), targets));
    return values;
  }

  private List<Values> inputs(ReadSteps steps) {
    try {
      return encoder.value().inputs(steps);
    } catch (MalformedExample e) {
      throw new InputException(
          "an example of corpus.input %s; correct it, or set scaling.rule=none"
              .formatted(e.getMessage()),
          e);
    }
  }
}
