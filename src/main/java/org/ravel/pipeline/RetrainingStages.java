package org.ravel.pipeline;

import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.BuildInfo;
import org.ravel.config.RavelConfig;
import org.ravel.config.RetrainingConfig.TrainOn;
import org.ravel.lock.Lease;
import org.ravel.model.ModelStore;
import org.ravel.registry.Registry;
import org.ravel.report.RetrainingRecord.Outcome;
import org.ravel.shard.Ingestion;
import org.ravel.shard.IngestionResult;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Author;
import org.ravel.storage.Storage;

/**
 * The stages of a run, by the holder of the lock: begin, ingest, train, compare, decide, report. A
 * process may be killed at any moment, also between doing something and writing that it is done:
 * each stage done again comes to the same.
 */
final class RetrainingStages {
  private final JobContext context;
  private final RavelConfig config;
  private final Storage storage;
  private final RetrainingFolder folder;
  private final Lease lease;
  private final SparkSession spark;
  private final Registry registry;
  private final Journal journal;
  private final StageSequence stages;
  private final Author author = new Author(Clock.systemUTC());

  RetrainingStages(
      JobContext context,
      RetrainingFolder folder,
      Lease lease,
      BooleanSupplier stop,
      SparkSession spark) {
    this.context = context;
    this.config = context.config();
    this.storage = context.storage();
    this.folder = folder;
    this.lease = lease;
    this.spark = spark;
    this.registry = new Registry(storage, config.registry().path(), config.registry().name());
    this.journal = Journal.open(folder, lease, author.now());
    this.stages = new StageSequence(context, folder, lease, stop, journal);
  }

  /** Goes through those that are not complete. */
  Decided run() {
    Beginning beginning =
        stages.complete("begin", RetrainingFolder.BEGINNING, Beginning.class, this::begin);
    Ingested ingested =
        stages.complete("ingest", RetrainingFolder.INGESTION, Ingested.class, this::ingest);
    Decided decided =
        folder
            .read(RetrainingFolder.DECISION, Decided.class)
            .orElseGet(
                () ->
                    ingested.hasNew()
                        ? learn(beginning, ingested)
                        : nothingNew(beginning, ingested));
    return stages.run(
        "report",
        () -> {
          var records = new RetrainingRecords(context, registry, folder, journal);
          new ReportStage(context, folder)
              .write(records.record(beginning, ingested, decided), lease);
          return decided;
        });
  }

  private Beginning begin() {
    return new Beginning(
        StageResult.FORMAT,
        folder.path().getName(),
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

  private Decided nothingNew(Beginning beginning, Ingested ingested) {
    return stages.complete(
        "decide",
        RetrainingFolder.DECISION,
        Decided.class,
        () ->
            new Decided(
                StageResult.FORMAT,
                beginning.runId(),
                author.now(),
                Outcome.NOTHING_NEW,
                "there is no text that no run before has come to a decision with",
                null,
                beginning.champion(),
                ingested.consumed()));
  }

  private Decided learn(Beginning beginning, Ingested ingested) {
    Champion.requireSame(registry, beginning, folder);
    Optional<Champion> champion = Champion.load(context, registry, beginning);
    ShardSet all = ShardSet.open(storage, config.shards().path(), ingested.shards());
    Start start = Start.of(context, champion, all);
    train(ingested, all, start);
    Champion.requireSame(registry, beginning, folder);
    Compared compared =
        stages.complete(
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
    return stages.complete(
        "decide",
        RetrainingFolder.DECISION,
        Decided.class,
        () ->
            new DecisionStage(registry, folder, lease)
                .run(beginning, ingested, start, compared, author.now()));
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
    stages.run(
        "train",
        () -> {
          context.tell("training %s".formatted(start.words()));
          training.makeReady();
          training.run(spark, shards, start.parameters(), stages::isToStop);
          return training;
        });
  }
}
