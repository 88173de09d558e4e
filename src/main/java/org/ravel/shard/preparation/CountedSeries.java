package org.ravel.shard.preparation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Vocabulary;
import org.ravel.example.ChunkExamples;
import org.ravel.sequence.Schema;
import org.ravel.series.SeriesTable;
import org.ravel.series.reading.SeriesDivision;
import org.ravel.series.reading.SeriesFitting;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.WrittenShard;
import org.ravel.shard.version.InputDigest;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import org.ravel.table.CountedTable;
import org.ravel.table.InputRow;

/**
 * Series that were counted.
 *
 * @param rows of the table, those of a series together
 * @param rules of the shard set
 * @param division how the series are divided and scaled
 * @param chunks in the order of the input
 * @param all the series of the shard set, as they are with these
 */
record CountedSeries(
    JavaSparkContext spark,
    CountedTable table,
    JavaRDD<InputRow> rows,
    List<SourceFile> files,
    SeriesRows read,
    SeriesFitting rules,
    SeriesDivision division,
    List<CountedChunk> chunks,
    SeriesTable all)
    implements Intake.Counted {
  private static final int NO_IDS = -1;

  @Override
  public Map<String, Vocabulary> vocabularies() {
    return Map.of();
  }

  @Override
  public Optional<SeriesTable> series() {
    return Optional.of(all);
  }

  @Override
  public Schema schema() {
    return ShardSchemas.ofSeries(rules.horizon());
  }

  @Override
  public boolean isEmpty() {
    return chunks.stream().allMatch(chunk -> chunk.examples().isEmpty());
  }

  @Override
  public boolean isLeftOut() {
    return isEmpty();
  }

  @Override
  public Drift drift() {
    return new Drift(null, null, null);
  }

  @Override
  public WrittenGeneration write(List<String> digests, StoredCounts before, Path folder) {
    List<WrittenShard> written =
        SparkJob.run(spark, "prepare: write windows", () -> shards(before, folder));
    PendingShard.sweep(spark.hadoopConfiguration(), folder);
    return new WrittenGeneration(
        InputDigest.of(files, digests),
        files,
        table.skipped() + chunks.stream().mapToLong(CountedChunk::leftOut).sum(),
        0,
        ManifestAssembly.parts(written));
  }

  private List<WrittenShard> shards(StoredCounts before, Path folder) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    List<ChunkExamples> examples = chunks.stream().map(CountedChunk::examples).toList();
    try (var configuration = BroadcastScope.of(spark, hadoop);
        var plan = BroadcastScope.of(spark, new ExamplePlan(examples, before));
        var series = BroadcastScope.of(spark, all)) {
      return rows.mapPartitionsWithIndex(
              new WriteSeries(
                  read,
                  rules,
                  division,
                  configuration.broadcast(),
                  plan.broadcast(),
                  series.broadcast(),
                  new ExampleFormat(schema(), NO_IDS),
                  folder.toString()),
              true)
          .collect();
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
