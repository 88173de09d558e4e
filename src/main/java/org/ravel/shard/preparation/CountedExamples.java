package org.ravel.shard.preparation;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.corpus.LabelDrift;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.example.ChunkExamples;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.ExampleTable;
import org.ravel.example.FurtherCounts;
import org.ravel.example.KnownLabels;
import org.ravel.example.NumberEncoder;
import org.ravel.example.StringAnswers;
import org.ravel.example.TargetEncoder;
import org.ravel.example.TokenEncoder;
import org.ravel.sequence.Column;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.WrittenShard;
import org.ravel.shard.version.InputDigest;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;

/**
 * Examples that were counted.
 *
 * @param chunks in the order of the input
 * @param encoder makes of what is read what networks read
 * @param targetScaling of targets that are numbers; null where they are none
 * @param vocabularies that they are written with, by their names in shards
 * @param known the labels of the shards that the examples are added to; null where there are none
 * @param counts null where the vocabularies were counted on these examples
 */
record CountedExamples(
    JavaSparkContext spark,
    RavelConfig config,
    ExampleTable table,
    List<ChunkExamples> chunks,
    ExampleEncoder encoder,
    Scaling targetScaling,
    Map<String, Vocabulary> vocabularies,
    BroadcastScope<Vocabulary> known,
    FurtherCounts counts)
    implements Intake.Counted {

  @Override
  public Schema schema() {
    if (config.task() == Task.TREE) {
      return ShardSchemas.ofTrees(config.shards().spelling(), config.corpus().trees().children());
    }
    if (config.task() == Task.RECOGNITION) {
      Vocabulary labels = vocabularies.get(ShardSchemas.LABELS);
      int accept = labels.id(StringAnswers.ACCEPT);
      return ShardSchemas.ofStrings(
          config.shards().spelling(),
          labels.size(),
          accept == labels.unknown() ? Column.Sets.NONE : accept);
    }
    if (targetScaling != null) {
      return ShardSchemas.ofValues(
          encoder instanceof NumberEncoder numbers ? numbers.scaling() : null,
          config.shards().spelling(),
          targetScaling);
    }
    return encoder instanceof NumberEncoder numbers
        ? ShardSchemas.of(config.task(), numbers.scaling())
        : ShardSchemas.of(config.task(), config.shards().spelling());
  }

  @Override
  public boolean isEmpty() {
    return isLeftOut() && chunks.stream().allMatch(chunk -> chunk.unlearnable() == 0);
  }

  @Override
  public boolean isLeftOut() {
    return chunks.stream().allMatch(chunk -> chunk.examples().isEmpty());
  }

  @Override
  public Drift drift() {
    return new Drift(
        encoder instanceof TokenEncoder tokens
            ? VocabularyDrift.of(tokens.tokens(), counts.tokens())
            : null,
        counts.targets() == null
            ? null
            : VocabularyDrift.of(
                vocabularies.get(ShardSchemas.TARGET_VOCABULARY), counts.targets()),
        !config.task().hasLabels()
            ? null
            : LabelDrift.of(vocabularies.get(ShardSchemas.LABELS), counts.labels()));
  }

  @Override
  public WrittenGeneration write(List<String> digests, StoredCounts before, Path folder) {
    List<WrittenShard> written =
        SparkJob.run(spark, "prepare: write examples", () -> shards(before, folder));
    PendingShard.sweep(spark.hadoopConfiguration(), folder);
    long leftOut = chunks.stream().mapToLong(chunk -> chunk.skipped() + chunk.unlearnable()).sum();
    return new WrittenGeneration(
        InputDigest.of(table.sources(), digests),
        table.sources(),
        table.skipped() + leftOut,
        chunks.stream().mapToLong(ChunkExamples::cut).sum(),
        ManifestAssembly.parts(written));
  }

  private List<WrittenShard> shards(StoredCounts before, Path folder) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    try (var configuration = BroadcastScope.of(spark, hadoop);
        var plan = BroadcastScope.of(spark, new ExamplePlan(chunks, before));
        var inputIds = BroadcastScope.of(spark, encoder);
        var targets = BroadcastScope.of(spark, targets())) {
      return Partitions.collect(
          table.map(
              new WriteExamples(
                  configuration.broadcast(),
                  plan.broadcast(),
                  inputIds.broadcast(),
                  targets.broadcast(),
                  known == null ? KnownLabels.ANY : new KnownLabels(known.broadcast()),
                  schema(),
                  folder.toString())));
    }
  }

  private TargetEncoder targets() {
    return targetScaling == null
        ? new TargetEncoder.OfIds(
            vocabularies.get(ExampleIntake.targetName(config)), config.task() == Task.RECOGNITION)
        : new TargetEncoder.OfNumbers(targetScaling);
  }

  @Override
  public void close() {
    if (known != null) {
      known.close();
    }
    table.close();
  }
}
