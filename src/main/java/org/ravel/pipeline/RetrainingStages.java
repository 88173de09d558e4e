package org.ravel.pipeline;

import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.BuildInfo;
import org.ravel.config.RavelConfig;
import org.ravel.config.RetrainingConfig.TrainOn;
import org.ravel.error.TrainingException;
import org.ravel.lock.Lease;
import org.ravel.model.ModelStore;
import org.ravel.pipeline.Decided.Outcome;
import org.ravel.registry.Decision.Note;
import org.ravel.registry.Provenance;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.shard.Ingestion;
import org.ravel.shard.IngestionResult;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Author;
import org.ravel.storage.Storage;

/**
 * The stages of a run, by the holder of the lock: begin, ingest, train, compare, decide, report.
 * What a stage came to is a file, written when the stage is complete. A process may be killed at
 * any moment, also between doing something and writing that it is done: each stage done again comes
 * to the same.
 */
final class RetrainingStages {
  private final JobContext context;
  private final RavelConfig config;
  private final Storage storage;
  private final RetrainingFolder folder;
  private final RunId id;
  private final Lease lease;
  private final BooleanSupplier stop;
  private final SparkSession spark;
  private final Registry registry;
  private final Author author = new Author(Clock.systemUTC());

  RetrainingStages(
      JobContext context,
      RetrainingFolder folder,
      RunId id,
      Lease lease,
      BooleanSupplier stop,
      SparkSession spark) {
    this.context = context;
    this.config = context.config();
    this.storage = context.storage();
    this.folder = folder;
    this.id = id;
    this.lease = lease;
    this.stop = stop;
    this.spark = spark;
    this.registry = new Registry(storage, config.registry().path(), config.registry().name());
  }

  /** Goes through those that are not complete. */
  Decided run() {
    Beginning beginning = stage("begin", RetrainingFolder.BEGINNING, Beginning.class, this::begin);
    Ingested ingested = stage("ingest", RetrainingFolder.INGESTION, Ingested.class, this::ingest);
    Decided decided =
        folder
            .read(RetrainingFolder.DECISION, Decided.class)
            .orElseGet(() -> ingested.hasNew() ? learn(beginning, ingested) : nothingNew(ingested));
    step(
        "report",
        () -> {
          new RetrainingRecords(context, folder).write(beginning, ingested, decided, lease);
          return decided;
        });
    return decided;
  }

  /** A stage whose result is read if it is complete. */
  private <T> T stage(String name, String file, Class<T> type, Supplier<T> work) {
    return folder
        .read(file, type)
        .orElseGet(
            () ->
                step(
                    name,
                    () -> {
                      T result = work.get();
                      lease.requireHeld();
                      folder.write(file, result);
                      return result;
                    }));
  }

  private <T> T step(String name, Supplier<T> work) {
    lease.requireAlive();
    if (stop.getAsBoolean()) {
      throw new TrainingException(
          "stopped by a signal before the stage %s; the same command goes on from there"
              .formatted(name));
    }
    context.tell("stage: %s".formatted(name));
    boolean complete = false;
    try {
      T result = work.get();
      complete = true;
      return result;
    } finally {
      if (!complete) {
        context.tell(
            "the run %s has ended in its stage %s; the stages before are kept, and the same command goes on from there"
                .formatted(id, name));
      }
    }
  }

  private Beginning begin() {
    return new Beginning(
        Beginning.FORMAT,
        id.value(),
        author.now(),
        author.user(),
        registry.champion().isPresent() ? registry.champion().getAsInt() : null,
        BuildInfo.versions());
  }

  private Ingested ingest() {
    IngestionResult result = new Ingestion(spark, storage, config, context.configText()).run();
    new IngestionTable(context).tell(result);
    ShardSet shards = ShardSet.open(storage, config.shards().path());
    // An ingestion finds nothing new where an attempt that was killed, or a person, has added it.
    int consumed =
        folder.decisions().stream()
            .mapToInt(decided -> decided.consumed().generationsOf(shards.manifest()))
            .max()
            .orElse(0);
    return Ingested.of(result, shards, consumed);
  }

  private Decided nothingNew(Ingested ingested) {
    return stage(
        "decide",
        RetrainingFolder.DECISION,
        Decided.class,
        () ->
            decided(
                Outcome.NOTHING_NEW,
                "there is no text that no run before has come to a decision with",
                null,
                null,
                ingested));
  }

  private Decided learn(Beginning beginning, Ingested ingested) {
    Champion.requireSame(registry, beginning, folder);
    Optional<Champion> champion = Champion.load(context, registry, beginning);
    ShardSet all = ShardSet.open(storage, config.shards().path(), ingested.shards());
    Start start = Start.of(context, champion, all);
    train(ingested, all, start);
    Champion.requireSame(registry, beginning, folder);
    Compared compared =
        stage(
            "compare",
            RetrainingFolder.COMPARISON,
            Compared.class,
            () ->
                new ComparisonStage(context, spark)
                    .run(
                        champion,
                        new ModelStore(storage).load(folder.model()),
                        start,
                        all,
                        ingested));
    Champion.requireSame(registry, beginning, folder);
    return stage(
        "decide",
        RetrainingFolder.DECISION,
        Decided.class,
        () -> decide(beginning, ingested, start, compared));
  }

  private void train(Ingested ingested, ShardSet all, Start start) {
    TrainingStage training = TrainingStage.open(context, folder.training(), folder.model());
    if (training.isFinished()) {
      return;
    }
    ShardSet shards =
        config.retraining().trainOn() == TrainOn.ALL
            ? all
            : all.generations(ingested.firstNew(), ingested.generations());
    step(
        "train",
        () -> {
          context.tell("training %s".formatted(start.words()));
          training.makeReady();
          training.run(
              spark,
              shards,
              start.parameters(),
              () -> {
                lease.requireAlive();
                return stop.getAsBoolean();
              });
          return training;
        });
  }

  private Decided decide(Beginning beginning, Ingested ingested, Start start, Compared compared) {
    lease.requireHeld();
    Version version =
        registry
            .add(
                folder.model(),
                new Provenance(
                    start.parent(),
                    id.value(),
                    compared.metrics(),
                    folder.file(RetrainingFolder.COMPARISON)))
            .version();
    lease.requireHeld();
    if (compared.passed()) {
      registry.promoteOnce(
          version.number(), beginning.championVersion(), new Note(id.value(), compared.reason()));
    }
    return decided(
        compared.passed() ? Outcome.PROMOTED : Outcome.NOT_PROMOTED,
        compared.reason(),
        version.number(),
        beginning.champion(),
        ingested);
  }

  private Decided decided(
      Outcome outcome, String reason, Integer version, Integer champion, Ingested ingested) {
    return new Decided(
        Decided.FORMAT,
        id.value(),
        author.now(),
        outcome,
        reason,
        version,
        champion,
        ingested.consumed());
  }
}
