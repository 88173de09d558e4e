package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.example.ChunkTask;
import org.ravel.example.ExampleDigest;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.KnownLabels;
import org.ravel.example.MalformedExample;
import org.ravel.example.PlacedExample;
import org.ravel.example.ReadSteps;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.file.PendingShard;
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
    Configuration configuration = hadoop.value().value();
    ExampleFormat format = new ExampleFormat(schema, labels.value().unknown());
    Map<Split, PendingShard> shards = new EnumMap<>(Split.class);
    Map<Split, Long> next = new EnumMap<>(Split.class);
    try {
      plan.value()
          .shards(chunk)
          .forEach(
              (split, shard) -> {
                shards.put(split, new PendingShard(configuration, new Path(folder), shard, format));
                next.put(split, shard.firstSequence());
              });
      ExampleDigest digest = new ExampleDigest();
      examples.read(
          example -> {
            digest.add(example.example());
            if (!known.admit(example)) {
              return;
            }
            PendingShard shard = shards.get(example.split());
            if (shard == null) {
              throw changed();
            }
            shard.write(encoded(example, next.merge(example.split(), 1L, Long::sum) - 1));
          });
      if (digest.value() != plan.value().digest(chunk)) {
        throw changed();
      }
      List<WrittenShard> written = new ArrayList<>();
      shards.values().forEach(shard -> written.add(shard.commit()));
      return written;
    } finally {
      shards.values().forEach(PendingShard::close);
    }
  }

  private Example encoded(PlacedExample example, long index) {
    List<Values> values = inputs(example.example().steps());
    schema.names().ifPresent(column -> values.add(column, Values.text(example.name())));
    values.add(ExampleEncoder.target(labels.value(), example.example().labels()));
    int sourcesBefore = plan.value().sourcesBefore();
    return new Example(index, values, Origin.of(sourcesBefore + example.source()));
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

  private static InputException changed() {
    return new InputException(
        "the input changed while it was read; run ravel prepare again when nobody writes to it");
  }
}
