package org.ravel.shard.version;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.CompactionConfig;
import org.ravel.config.Split;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.Versions;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.PlannedShard;
import org.ravel.shard.file.WrittenShard;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/**
 * Merges the many small files of a shard set's generations into few. Sequences, their order and
 * their indices stay the same, and so does what is trained and measured on them: the files that
 * evaluation is cut by, those of the validation and test splits, remain as entries of the manifest,
 * now parts of a merged file. The generations can still be told apart.
 */
public final class Compaction {
  private final JavaSparkContext spark;
  private final Storage storage;
  private final CompactionConfig config;
  private final String shardSet;

  /**
   * A compaction as configured.
   *
   * @param shardSet the shard set's folder
   */
  public Compaction(
      SparkSession session, Storage storage, CompactionConfig config, String shardSet) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.storage = storage;
    this.config = config;
    this.shardSet = shardSet;
  }

  /**
   * What was done.
   *
   * @param version the shard set's version now
   * @param filesBefore number of shard files that it had
   * @param filesNow number of shard files that it has
   * @param removed number of files of old versions that were removed
   */
  public record Result(int version, int filesBefore, int filesNow, int removed) {}

  /**
   * Merges the files, completely or not at all, and removes what was replaced long enough ago.
   *
   * @throws org.ravel.error.InputException if the shard set is missing, malformed or altered
   * @throws org.ravel.error.StorageException if the storage refuses, or another run changed the
   *     shard set at the same time
   */
  public Result run() {
    ShardSet before = ShardSet.open(storage, shardSet);
    Map<Split, List<MergedFile>> plan = plan(before);
    boolean anything =
        plan.values().stream().flatMap(List::stream).anyMatch(file -> file.replacement() != null);
    int version = before.version();
    Manifest manifest = before.manifest();
    if (anything) {
      version++;
      manifest = merge(before, version, plan);
    }
    int removed = new OldVersionRemoval(storage, before.path()).remove(config.keepDays());
    return new Result(version, files(before.manifest()), files(manifest), removed);
  }

  private static int files(Manifest manifest) {
    return (int)
        manifest.splits().values().stream()
            .flatMap(part -> part.files().stream())
            .map(Manifest.ShardFile::path)
            .distinct()
            .count();
  }

  private Map<Split, List<MergedFile>> plan(ShardSet before) {
    Map<Split, List<MergedFile>> plan = new EnumMap<>(Split.class);
    before
        .manifest()
        .splits()
        .forEach(
            (split, part) ->
                plan.put(split, MergedFile.plan(split, part, config.fileSize().bytes())));
    return plan;
  }

  private Manifest merge(ShardSet before, int version, Map<Split, List<MergedFile>> plan) {
    Versions versions = new Versions(storage, before.path());
    Path last = versions.folder(before.version());
    // The settings are those of the text, which others must have that add to it.
    String settings = storage.readText(new Path(last, VersionWriter.CONFIGURATION));
    InputLedger inputs = InputLedger.read(storage, last);
    try (Staging staging = Staging.open(storage, versions.folder(version), false)) {
      VersionWriter writer = new VersionWriter(spark, storage, settings);
      List<MergedFile> merged =
          plan.values().stream()
              .flatMap(List::stream)
              .filter(file -> file.replacement() != null)
              .toList();
      Map<PlannedShard, Manifest.ShardFile> written = new HashMap<>();
      for (WrittenShard shard :
          SparkJob.run(
              spark,
              "compact: merge files",
              () -> write(before.format(), merged, before.path(), staging.folder()))) {
        PlannedShard planned =
            merged.stream()
                .map(MergedFile::replacement)
                .filter(file -> file.split() == shard.split())
                .filter(file -> file.firstSequence() == shard.file().firstSequence())
                .findFirst()
                .orElseThrow();
        written.put(planned, shard.file().below(Versions.prefix(version)));
      }
      PendingShard.sweep(spark.hadoopConfiguration(), staging.folder());
      Manifest manifest = manifest(before.manifest(), plan, written);
      writer.write(staging.folder(), inputs, manifest);
      writer.publish(staging, before);
      return manifest;
    }
  }

  private List<WrittenShard> write(
      ExampleFormat format, List<MergedFile> files, Path from, Path to) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    try (var configuration = BroadcastScope.of(spark, hadoop)) {
      return Partitions.collect(
          Partitions.mapEach(
              spark.parallelize(files, files.size()),
              new MergeFiles(configuration.broadcast(), format, from.toString(), to.toString())));
    }
  }

  private static Manifest manifest(
      Manifest before,
      Map<Split, List<MergedFile>> plan,
      Map<PlannedShard, Manifest.ShardFile> written) {
    Manifest after = before;
    for (Map.Entry<Split, List<MergedFile>> split : plan.entrySet()) {
      List<Manifest.ShardFile> entries = new ArrayList<>();
      split
          .getValue()
          .forEach(
              file ->
                  entries.addAll(
                      file.entries(written.get(file.replacement()), before.schema().order())));
      Manifest.Amount amount = before.splits().get(split.getKey()).amount();
      after = after.with(split.getKey(), Manifest.SplitPart.of(amount, entries));
    }
    return after;
  }
}
