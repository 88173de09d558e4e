package org.ravel.shard.version;

import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.StorageException;
import org.ravel.shard.Manifest;
import org.ravel.shard.ManifestFile;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/** Writes what stands beside a version's shard files, and lets it appear. */
public final class VersionWriter {
  /** The effective configuration that a version was made with. */
  public static final String CONFIGURATION = "config.conf";

  private final JavaSparkContext spark;
  private final Storage storage;
  private final String configText;
  private final long started = System.nanoTime();

  public VersionWriter(JavaSparkContext spark, Storage storage, String configText) {
    this.spark = spark;
    this.storage = storage;
    this.configText = configText;
  }

  /** A vocabulary of a version that has its own. */
  public void write(Path folder, String name, Vocabulary vocabulary) {
    vocabulary.write(storage, new Path(folder, ShardSet.fileOf(name)));
  }

  /** Everything else; the manifest comes last. */
  public void write(Path folder, InputLedger inputs, Manifest manifest) {
    double seconds = (System.nanoTime() - started) / 1e9;
    storage.writeText(new Path(folder, CONFIGURATION), configText);
    storage.writeText(
        new Path(folder, ShardProvenance.NAME), ShardProvenance.text(spark.sc(), seconds));
    storage.writeText(new Path(folder, InputLedger.NAME), inputs.text());
    storage.writeText(new Path(folder, ManifestFile.NAME), ManifestFile.text(manifest));
  }

  /**
   * Lets a version appear that follows another one.
   *
   * @throws StorageException if another run was faster
   */
  public void publish(Staging staging, ShardSet before) {
    if (!staging.tryPublish()) {
      throw new StorageException(
          "%s has had a version %d since this run began, by another one at the same time; what that one did is kept and this one did nothing: run the command again"
              .formatted(before.path(), before.version() + 1));
    }
  }
}
