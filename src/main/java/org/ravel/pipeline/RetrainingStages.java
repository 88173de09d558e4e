package org.ravel.pipeline;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.BuildInfo;
import org.ravel.config.RavelConfig;
import org.ravel.config.RetrainingConfig.TrainOn;
import org.ravel.config.Split;
import org.ravel.lock.Lease;
import org.ravel.model.ModelStore;
import org.ravel.registry.Registry;
import org.ravel.report.RetrainingRecord.Outcome;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.Ingestion;
import org.ravel.shard.preparation.IngestionResult;
import org.ravel.storage.Author;
import org.ravel.storage.Storage;

/**
 * The stages of a run, by the holder of the lock: begin, ingest, inspect, train, compare, decide,
 * report. A process may be killed at any moment, also between doing something and writing that it
 * is done: each stage done again comes to the same.
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
    RunHeader beginning =
        stages.complete("begin", RetrainingFolder.BEGINNING, RunHeader.class, this::begin);
    Ingested ingested =
        stages.complete("ingest", RetrainingFolder.INGESTION, Ingested.class, this::ingest);
    Decided decided =
        folder
            .read(RetrainingFolder.DECISION, Decided.class)
            .orElseGet(() -> decide(beginning, ingested));
    return stages.run(
        "report",
        () -> {
          var records = new RetrainingRecords(context, registry, folder, journal);
          new ReportStage(context, folder)
              .write(records.record(beginning, ingested, decided), lease);
          return decided;
        });
  }

  private RunHeader begin() {
    return new RunHeader(
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
    EarlierRuns earlier = EarlierRuns.of(folder.decisions(), shards.manifest());
    GenerationFilter chosen =
        GenerationFilter.of(config.retraining().inspection(), shards.manifest());
    return Ingested.of(result, shards, earlier, chosen);
  }

  private Decided decide(RunHeader beginning, Ingested ingested) {
    if (!ingested.hasNew()) {
      return untrained(
          beginning,
          ingested,
          Outcome.NOTHING_NEW,
          "there is nothing that no run before has come to a decision with",
          ingested.withheldBefore());
    }
    Champion.requireSame(registry, beginning, folder);
    Optional<Champion> champion = Champion.load(context, registry, beginning);
    ShardSet all = ShardSet.open(storage, config.shards().path(), ingested.shards());
    Inspected inspected =
        stages.complete(
            "inspect",
            RetrainingFolder.INSPECTION,
            Inspected.class,
            () -> new InspectionStage(context, spark).run(champion, all, ingested));
    return inspected.fresh().isEmpty()
        ? untrained(beginning, ingested, Outcome.WITHHELD, inspected.reason(), inspected.withheld())
        : learn(beginning, ingested, inspected, champion, all);
  }

  private Decided untrained(
      RunHeader beginning,
      Ingested ingested,
      Outcome outcome,
      String reason,
      List<Integer> withheld) {
    return stages.complete(
        "decide",
        RetrainingFolder.DECISION,
        Decided.class,
        () ->
            new Decided(
                StageResult.FORMAT,
                beginning.runId(),
                author.now(),
                outcome,
                reason,
                null,
                beginning.champion(),
                ingested.consumed(),
                withheld));
  }

  private Decided learn(
      RunHeader beginning,
      Ingested ingested,
      Inspected inspected,
      Optional<Champion> champion,
      ShardSet all) {
    TrainingStart start = TrainingStart.of(context, champion, all);
    ShardSet fresh = all.generations(Set.copyOf(inspected.fresh()));
    if (config.retraining().trainOn() == TrainOn.NEW && !hasTraining(fresh)) {
      return untrained(
          beginning,
          ingested,
          Outcome.NOTHING_NEW,
          "what is new has nothing in the training split, and retraining.train-on is new",
          inspected.withheld());
    }
    ComparisonStage comparison = new ComparisonStage(context, spark);
    comparison.require(all, fresh);
    train(config.retraining().trainOn() == TrainOn.ALL ? inspected.learned(all) : fresh, start);
    Champion.requireSame(registry, beginning, folder);
    Compared compared =
        stages.complete(
            "compare",
            RetrainingFolder.COMPARISON,
            Compared.class,
            () ->
                comparison.run(
                    champion, new ModelStore(storage).load(folder.model()), start, all, fresh));
    Champion.requireSame(registry, beginning, folder);
    return stages.complete(
        "decide",
        RetrainingFolder.DECISION,
        Decided.class,
        () ->
            new DecisionStage(registry, folder, lease)
                .run(beginning, ingested, inspected, start, compared, author.now()));
  }

  private static boolean hasTraining(ShardSet shards) {
    Manifest.SplitPart training = shards.manifest().splits().get(Split.TRAIN);
    return training != null && training.targets() > 0;
  }

  private void train(ShardSet shards, TrainingStart start) {
    TrainingStage training = TrainingStage.open(context, folder.training(), folder.model());
    if (training.isFinished()) {
      return;
    }
    NetworkTraining.requireLabels(context.config(), shards);
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
