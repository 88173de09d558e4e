package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigDifference;
import org.ravel.config.ConfigNames;
import org.ravel.config.PrepareConfig.ChangedFiles;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.CorpusCounting;
import org.ravel.corpus.FileDigests;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
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
  /** Settings that decide what a text becomes. */
  private static final List<String> DECISIVE =
      List.of("task", "corpus", "vocabulary", "split", "shards");

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
    if (config.task() != Task.LANGUAGE_MODEL) {
      throw new ConfigurationException(
          "task is %s, but only to shards of language models can be added so far; give --overwrite instead of --incremental to make the shards again"
              .formatted(ConfigNames.of(config.task())));
    }
    Path folder = storage.qualified(config.shards().path());
    if (!storage.exists(folder)) {
      return create(folder);
    }
    ShardSet before = ShardSet.open(storage, folder.toString());
    before.require(config.task());
    Path version = new Versions(storage, folder).folder(before.version());
    requireSameSettings(folder, version);
    InputLedger ledger = InputLedger.read(storage, version);
    List<SourceFile> listed = SourceListing.list(storage, "corpus.input", config.corpus().input());
    InputChanges changes =
        InputChanges.find(
            ledger,
            listed,
            files ->
                SparkJob.run(
                    spark, "prepare: digests of files", () -> FileDigests.of(spark, files)));
    Corpus corpus = corpus(listed, toRead(changes));
    if (corpus.chunks().isEmpty()) {
      return unchanged(Outcome.NOTHING_NEW, before, changes);
    }
    return add(before, ledger, changes, corpus, listed);
  }

  private static IngestionResult unchanged(Outcome outcome, ShardSet shards, InputChanges changes) {
    return new IngestionResult(
        outcome, shards.manifest(), shards.version(), changes, null, List.of());
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
    List<String> different =
        ConfigDifference.between(storage.readText(stored), configText, DECISIVE, NOT_DECISIVE);
    if (!different.isEmpty()) {
      throw new ConfigurationException(
          "%s was made with other settings: %s; set them as they were to add to it, give --overwrite instead of --incremental to make it again, or set shards.path to another place"
              .formatted(folder, String.join(", ", different)));
    }
  }

  /** The files whose text is added. */
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

  private Corpus corpus(List<SourceFile> listed, List<InputFile> chosen) {
    var names = chosen.stream().collect(Collectors.toMap(InputFile::path, InputFile::name));
    return Corpus.of(
        listed.stream()
            .filter(file -> names.containsKey(file.path()))
            .map(file -> file.named(names.get(file.path())))
            .toList(),
        config.corpus(),
        config.split());
  }

  private IngestionResult add(
      ShardSet before,
      InputLedger ledger,
      InputChanges changes,
      Corpus corpus,
      List<SourceFile> listed) {
    int version = before.version() + 1;
    Path folder = new Versions(storage, before.path()).folder(version);
    try (Staging staging = Staging.open(storage, folder, false)) {
      VersionWriter writer = new VersionWriter(spark, storage, configText);
      CorpusCounting.IdCounts counted =
          SparkJob.run(
              spark,
              "prepare: count tokens",
              () -> CorpusCounting.countIds(spark, corpus, before.vocabulary()));
      List<SplitWindow> windows = CorpusWriting.windows(corpus, counted.chunks(), config.split());
      if (windows.stream().allMatch(window -> window.targets() == 0)) {
        // The ledger does not know the files, so the next run adds them with what has come then.
        return unchanged(Outcome.TOO_LITTLE, before, changes);
      }
      VocabularyDrift drift = VocabularyDrift.of(before.vocabulary(), counted.tokens());
      List<String> exceeded = DriftLimits.exceeded(drift, config.prepare().drift());
      Outcome outcome = outcome(exceeded);
      Manifest manifest;
      if (outcome == Outcome.REBUILT) {
        Corpus all = Corpus.of(listed, config.corpus(), config.split());
        manifest =
            new Preparation(session, storage, config, configText, false)
                .write(all, null, staging.folder(), Versions.prefix(version));
      } else {
        WrittenCorpus written =
            new CorpusWriting(spark, before.vocabulary(), before.manifest().sequenceLength())
                .write(
                    corpus,
                    counted.chunks(),
                    windows,
                    StoredCounts.of(before.manifest()),
                    staging.folder());
        manifest =
            ManifestAssembly.next(
                before.manifest(),
                corpus,
                counted.chunks(),
                drift,
                written,
                Versions.prefix(version));
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
              "the new text is too far from the one that the vocabulary was counted on: %s; look whether it is damaged, give --overwrite instead of --incremental to make the shards again with a new vocabulary, or raise the limit"
                  .formatted(String.join("; ", exceeded)));
    };
  }
}
