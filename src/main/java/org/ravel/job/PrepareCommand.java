package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.job.Places.Place;
import org.ravel.pipeline.IngestionTable;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.TaskProgress;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.Ingestion;
import org.ravel.shard.preparation.IngestionResult;
import org.ravel.shard.preparation.Preparation;
import org.ravel.spark.Sessions;
import org.ravel.storage.WriteCheck;
import org.ravel.wording.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ravel prepare}: a corpus becomes a shard set. */
@Command(name = "prepare", description = "Turn text, examples or series into shards.")
final class PrepareCommand extends JobCommand {

  @Option(
      names = "--incremental",
      description =
          "Add what is new among the input files to the shards that are there; make them if there are none.")
  private boolean incremental;

  @Override
  ExitCode run(JobContext context) {
    requireApart(context);
    if (incremental && context.overwrite()) {
      throw new ConfigurationException(
          "--incremental adds to the shards and --overwrite replaces them; give one of them");
    }
    requireWritable(context, incremental);
    context.tell("preparing %s".formatted(Phrases.list(context.config().corpus().input())));
    long start = System.nanoTime();
    Manifest manifest = incremental ? add(context) : prepare(context);
    tell(context, manifest, (System.nanoTime() - start) / 1e9);
    return ExitCode.DONE;
  }

  private static Manifest add(JobContext context) {
    try (SparkSession spark = TaskProgress.of(Sessions.open("prepare"), context)) {
      IngestionResult result =
          new Ingestion(spark, context.storage(), context.config(), context.configText()).run();
      new IngestionTable(context).tell(result);
      return result.manifest();
    }
  }

  private static Manifest prepare(JobContext context) {
    try (SparkSession spark = TaskProgress.of(Sessions.open("prepare"), context)) {
      return new Preparation(
              spark, context.storage(), context.config(), context.configText(), context.overwrite())
          .run();
    }
  }

  private static void requireWritable(JobContext context, boolean incremental) {
    WriteCheck check = new WriteCheck(context.storage());
    String shards = context.config().shards().path();
    if (incremental) {
      check.requireOpenFolder("shards.path", shards);
    } else {
      check.requireWholeFolder("shards.path", shards);
    }
  }

  private static void tell(JobContext context, Manifest manifest, double seconds) {
    String shards = context.config().shards().path();
    List<String> lines =
        context.config().task() == Task.FORECASTING
            ? PreparedSeries.lines(
                manifest, ShardSet.open(context.storage(), shards).series().orElseThrow(), seconds)
            : PreparedTable.lines(manifest, seconds);
    lines.forEach(context::tell);
    context.tell("shards: %s".formatted(context.storage().shown(shards)));
  }

  /** Keeps the shards from replacing anything else. */
  static void requireApart(JobContext context) {
    RavelConfig config = context.config();
    Places places = new Places(context.storage());
    Place shards = new Place("shards.path", config.shards().path());
    places.requireApart(shards, Places.outputs(config, shards.key()));
    for (Place input : inputs(config)) {
      places.requireApart(shards, List.of(input));
      places.requireOutside(shards, input);
    }
  }

  /** All that is read. */
  static List<Place> inputs(RavelConfig config) {
    List<Place> inputs = new ArrayList<>();
    config.corpus().input().forEach(input -> inputs.add(new Place("corpus.input", input)));
    config
        .split()
        .validationInput()
        .forEach(input -> inputs.add(new Place("split.validation-input", input)));
    config.split().testInput().forEach(input -> inputs.add(new Place("split.test-input", input)));
    return inputs;
  }
}
