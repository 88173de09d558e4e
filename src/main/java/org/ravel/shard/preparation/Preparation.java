package org.ravel.shard.preparation;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.FileDigests;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.series.SeriesTable;
import org.ravel.shard.Manifest;
import org.ravel.shard.version.InputFile;
import org.ravel.shard.version.InputLedger;
import org.ravel.shard.version.VersionWriter;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/**
 * Makes a shard set of a corpus: its files are read for their digests, then to be counted, and then
 * to be written.
 */
public final class Preparation {
  private final SparkSession session;
  private final JavaSparkContext spark;
  private final Storage storage;
  private final RavelConfig config;
  private final String configText;
  private final boolean overwrite;

  /**
   * A preparation as configured.
   *
   * @param configText the effective configuration, stored with the shards
   * @param overwrite whether a shard set that is there already is replaced
   */
  public Preparation(
      SparkSession session,
      Storage storage,
      RavelConfig config,
      String configText,
      boolean overwrite) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.storage = storage;
    this.config = config;
    this.configText = configText;
    this.overwrite = overwrite;
  }

  /**
   * Writes the shard set at {@code shards.path}, complete or not at all.
   *
   * @throws InputException if the corpus is missing, malformed, too small or changes meanwhile
   * @throws ConfigurationException if settings contradict each other or a given vocabulary
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Manifest run() {
    Path target = storage.qualified(config.shards().path());
    Staging.requireAbsent(storage, target, overwrite);
    Intake intake = Intake.of(session, storage, config);
    Map<String, Vocabulary> given = intake.given();
    List<SourceFile> files = intake.list();
    // Opened first: a place that cannot be written to is found before the files are read.
    try (Staging staging = Staging.open(storage, target, overwrite)) {
      Manifest manifest = write(intake, files, given, staging.folder(), "");
      staging.publish();
      return manifest;
    }
  }

  /**
   * Writes a whole corpus as a shard set's only generation.
   *
   * @param given vocabularies by their names; the others are counted
   * @param prefix of the paths in the manifest
   */
  Manifest write(
      Intake intake,
      List<SourceFile> files,
      Map<String, Vocabulary> given,
      Path folder,
      String prefix) {
    VersionWriter version = new VersionWriter(spark, storage, configText);
    // Taken before the files are read: whoever changes one from now on is found out next time.
    List<String> digests =
        SparkJob.run(spark, "prepare: digests of files", () -> FileDigests.of(spark, files));
    try (Intake.Counted counted = intake.first(files, given)) {
      WrittenGeneration written = counted.write(digests, StoredCounts.NONE, folder);
      Manifest manifest =
          ManifestAssembly.first(
              config, counted.schema(), counted.vocabularies(), counted.series(), written, prefix);
      counted
          .series()
          .ifPresent(series -> series.write(storage, new Path(folder, SeriesTable.FILE)));
      counted.vocabularies().forEach((name, each) -> version.write(folder, name, each));
      version.write(folder, new InputLedger(InputFile.all(files, digests)), manifest);
      return manifest;
    }
  }
}
