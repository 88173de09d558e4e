package org.ravel.shard.preparation;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.SplitConfig;
import org.ravel.corpus.ChunkCount;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.Vocabulary;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.WrittenShard;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;

/** The second reading of a corpus, on Spark: its sequences are encoded and written. */
final class CorpusWriting {
  private final JavaSparkContext spark;
  private final Vocabulary vocabulary;
  private final int sequenceLength;

  CorpusWriting(JavaSparkContext spark, Vocabulary vocabulary, int sequenceLength) {
    this.spark = spark;
    this.vocabulary = vocabulary;
    this.sequenceLength = sequenceLength;
  }

  /** What the splits of a corpus are cut from. */
  static List<SplitWindow> windows(Corpus corpus, List<ChunkCount> chunks, SplitConfig config) {
    long[] totals =
        IntStream.range(0, corpus.format().split().streams())
            .mapToLong(
                stream ->
                    chunks.stream().mapToLong(chunk -> chunk.streams().get(stream).tokens()).sum())
            .toArray();
    return SplitWindow.of(config, totals);
  }

  /**
   * Writes the corpus.
   *
   * @param before what the shard set holds already
   * @param folder where the files go, below a folder for each split
   */
  List<WrittenShard> write(
      Corpus corpus,
      List<ChunkCount> chunks,
      List<SplitWindow> windows,
      StoredCounts before,
      Path folder) {
    CutPlan plan = new CutPlan(chunks, windows, sequenceLength, before);
    List<WrittenShard> written =
        SparkJob.run(spark, "prepare: write sequences", () -> cut(corpus, plan, folder));
    PendingShard.sweep(spark.hadoopConfiguration(), folder);
    return written;
  }

  private List<WrittenShard> cut(Corpus corpus, CutPlan plan, Path folder) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    try (var configuration = BroadcastScope.of(spark, hadoop);
        var text = BroadcastScope.of(spark, corpus);
        var cutPlan = BroadcastScope.of(spark, plan);
        var ids = BroadcastScope.of(spark, vocabulary)) {
      List<Integer> chunks = IntStream.range(0, plan.chunks()).boxed().toList();
      return Partitions.collect(
          spark
              .parallelize(chunks, chunks.size())
              .flatMap(
                  new CutChunk(
                      configuration.broadcast(),
                      text.broadcast(),
                      cutPlan.broadcast(),
                      ids.broadcast(),
                      folder.toString())));
    }
  }
}
