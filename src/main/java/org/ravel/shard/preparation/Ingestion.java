package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigDifference;
import org.ravel.config.PrepareConfig.ChangedFiles;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.corpus.FileDigests;
import org.ravel.corpus.SourceFile;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.series.SeriesTable;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.Versions;
import org.ravel.shard.preparation.IngestionResult.Outcome;
import org.ravel.shard.version.InputChanges;
import org.ravel.shard.version.InputFile;
import org.ravel.shard.version.InputLedger;
import org.ravel.shard.version.VersionWriter;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/**
 * An incremental preparation: what is new among the source files becomes a new generation of a
 * shard set, under its vocabulary; where there is no shard set, one is made. Files that were read
 * before are not opened.
 */
public final class Ingestion {
  /** Settings that decide what the files become. */
  private static final List<String> DECISIVE =
      List.of("task", "corpus", "vocabulary", "target-vocabulary", "scaling", "split", "shards");

  /** The same of series alone: versions that had none wrote nothing of it. */
  private static final String OF_SERIES = "forecasting";

  private static final List<String> NOT_DECISIVE =
      List.of("corpus.input", "corpus.malformed", "corpus.chunk-size", "shards.path");

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final Storage storage;
  private final RavelConfig config;
  private final String configText;

  /**
   * An ingestion as configured.
   *
   * @param configText the effective configuration, stored with the shards
   */
  public Ingestion(SparkSession session, Storage storage, RavelConfig config, String configText) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.storage = storage;
    this.config = config;
    this.configText = configText;
  }

  /**
   * Brings the shard set at {@code shards.path} up to date, completely or not at all.
   *
   * @throws InputException if the source files or the shard set are missing or malformed, if a file
   *     has changed or the new text drifts and that is to be refused
   * @throws ConfigurationException if the shard set was made with other settings
   * @throws org.ravel.error.StorageException if the storage refuses, or another run changed the
   *     shard set at the same time
   */
  public IngestionResult run() {
    Path folder = storage.qualified(config.shards().path());
    if (!storage.exists(folder)) {
      return create(folder);
    }
    ShardSet before = ShardSet.open(storage, folder.toString());
    before.require(config.task());
    Path version = new Versions(storage, folder).folder(before.version());
    requireSameSettings(folder, version);
    InputLedger ledger = InputLedger.read(storage, version);
    Intake intake = Intake.of(session, storage, config);
    List<SourceFile> listed = intake.list();
    InputChanges changes =
        InputChanges.find(
            ledger,
            listed,
            files ->
                SparkJob.run(
                    spark, "prepare: digests of files", () -> FileDigests.of(spark, files)));
    Map<String, InputFile> chosen =
        toRead(changes).stream()
            .filter(file -> file.bytes() > 0)
            .collect(Collectors.toMap(InputFile::path, Function.identity()));
    return chosen.isEmpty()
        ? unchanged(Outcome.NOTHING_NEW, before, changes, null, List.of())
        : add(before, ledger, changes, intake, listed, chosen);
  }

  private static IngestionResult unchanged(
      Outcome outcome, ShardSet shards, InputChanges changes, Drift drift, List<String> exceeded) {
    return new IngestionResult(
        outcome, shards.manifest(), shards.version(), changes, drift, exceeded);
  }

  private IngestionResult create(Path folder) {
    Manifest manifest = new Preparation(session, storage, config, configText, false).run();
    InputLedger ledger = InputLedger.read(storage, folder);
    return new IngestionResult(
        Outcome.CREATED,
        manifest,
        1,
        InputChanges.first(List.copyOf(ledger.files().values())),
        null,
        List.of());
  }

  private void requireSameSettings(Path folder, Path version) {
    Path stored = new Path(version, VersionWriter.CONFIGURATION);
    List<String> decisive = new ArrayList<>(DECISIVE);
    if (config.task() == Task.FORECASTING) {
      decisive.add(OF_SERIES);
    }
    List<String> different =
        ConfigDifference.between(storage.readText(stored), configText, decisive, NOT_DECISIVE);
    if (!different.isEmpty()) {
      throw new ConfigurationException(
          "%s was made with other settings: %s; set them as they were to add to it, give --overwrite instead of --incremental to make it again, or set shards.path to another place"
              .formatted(folder, String.join(", ", different)));
    }
  }

  /** The files whose content is added. */
  private List<InputFile> toRead(InputChanges changes) {
    List<InputFile> files = new ArrayList<>(changes.added());
    if (!changes.changed().isEmpty()) {
      switch (config.prepare().changedFiles()) {
        case REFUSE ->
            throw new InputException(
                "%s another content now: %s; put new text into new files, set prepare.changed-files to add or ignore, or give --overwrite instead of --incremental to make the shards again"
                    .formatted(
                        Phrases.count(
                            changes.changed().size(),
                            "file that was read before has",
                            "files that were read before have"),
                        Phrases.list(changes.changed().stream().map(InputFile::path).toList())));
        case ADD -> files.addAll(changes.changed());
        case IGNORE -> {}
      }
    }
    return files;
  }

  private IngestionResult add(
      ShardSet before,
      InputLedger ledger,
      InputChanges changes,
      Intake intake,
      List<SourceFile> listed,
      Map<String, InputFile> chosen) {
    int version = before.version() + 1;
    Path folder = new Versions(storage, before.path()).folder(version);
    String prefix = Versions.prefix(version);
    List<SourceFile> files =
        listed.stream()
            .filter(file -> chosen.containsKey(file.path()))
            .map(file -> file.named(chosen.get(file.path()).name()))
            .toList();
    List<String> digests = files.stream().map(file -> chosen.get(file.path()).digest()).toList();
    VersionWriter writer = new VersionWriter(spark, storage, configText);
    try (Staging staging = Staging.open(storage, folder, false);
        Intake.Counted counted = intake.further(files, before)) {
      if (counted.isEmpty()) {
        // The ledger does not know the files, so the next run adds them with what has come then.
        return unchanged(Outcome.TOO_LITTLE, before, changes, null, List.of());
      }
      Drift drift = counted.drift();
      List<String> exceeded = DriftLimits.exceeded(drift, config.prepare().drift());
      Outcome outcome = outcome(exceeded);
      if (outcome == Outcome.ADDED && counted.isLeftOut()) {
        return unchanged(Outcome.TOO_LITTLE, before, changes, drift, exceeded);
      }
      Manifest manifest;
      if (outcome == Outcome.REBUILT) {
        manifest =
            new Preparation(session, storage, config, configText, false)
                .write(intake, listed, Map.of(), staging.folder(), prefix);
      } else {
        WrittenGeneration written =
            counted.write(digests, StoredCounts.of(before.manifest()), staging.folder());
        manifest =
            ManifestAssembly.next(
                before.manifest(), counted.series(), written, drift.tokens(), prefix);
        counted
            .series()
            .ifPresent(
                series -> series.write(storage, new Path(staging.folder(), SeriesTable.FILE)));
        writer.write(staging.folder(), ledger.with(read(changes)), manifest);
      }
      writer.publish(staging, before);
      return new IngestionResult(outcome, manifest, version, changes, drift, exceeded);
    }
  }

  /** What the shard set knows of the source files from now on. */
  private List<InputFile> read(InputChanges changes) {
    List<InputFile> files = new ArrayList<>(changes.added());
    files.addAll(changes.touched());
    files.addAll(changes.repeated());
    if (config.prepare().changedFiles() == ChangedFiles.ADD) {
      files.addAll(changes.changed());
    }
    return files;
  }

  private Outcome outcome(List<String> exceeded) {
    if (exceeded.isEmpty()) {
      return Outcome.ADDED;
    }
    return switch (config.prepare().drift().action()) {
      case REPORT -> Outcome.ADDED;
      case REBUILD -> Outcome.REBUILT;
      case FAIL ->
          throw new InputException(
              "what is new is too far from what the shards were made of: %s; look whether it is damaged, give --overwrite instead of --incremental to make the shards again with a new vocabulary, or raise the limit"
                  .formatted(String.join("; ", exceeded)));
    };
  }
}
