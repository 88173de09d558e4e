package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.error.ExitCode;
import org.ravel.error.StoppedException;
import org.ravel.job.Places.Place;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.StopSignal;
import org.ravel.report.SweepReport;
import org.ravel.report.SweepTrial;
import org.ravel.report.SweepWriter;
import org.ravel.spark.Sessions;
import org.ravel.storage.Json;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import org.ravel.sweep.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ravel sweep}: many trainings that differ in some settings. */
@Command(
    name = "sweep",
    description =
        "Train with each combination of some settings' values, side by side, and compare what comes out.")
final class SweepCommand extends JobCommand {
  @Option(
      names = "--over",
      paramLabel = "KEY=VALUES",
      description =
          "A setting that varies, such as model.hidden-size=32,64 or seed=1..10; may be repeated. In place of sweep.over.")
  private List<String> over = new ArrayList<>();

  @Mixin private JsonOption json;

  @Override
  Map<String, String> ownSettings() {
    return over.isEmpty()
        ? Map.of()
        : Map.of(
            "sweep.over",
            over.stream()
                .map(text -> Json.line(text).strip())
                .collect(Collectors.joining(", ", "[", "]")));
  }

  @Override
  ExitCode run(JobContext context) {
    Storage storage = context.storage();
    RavelConfig config = context.config();
    Path folder = storage.qualified(config.sweep().path());
    requireApart(context);
    new WriteCheck(storage).requireOpenFolder("sweep.path", config.sweep().path());
    Sweep sweep = Sweep.plan(context, folder);
    if (context.overwrite()) {
      sweep.clear();
    }
    List<SweepTrial> trials;
    try (SparkSession spark = Sessions.open("sweep")) {
      StopSignal stop =
          StopSignal.listen(
              context, "stopping after this round; checkpoints will be written", Exit::with);
      try {
        trials = sweep.run(spark, stop);
      } catch (StoppedException stopped) {
        return stop.end(stopped);
      }
    }
    SweepReport report =
        SweepReport.of(config.evaluation().split().key(), config.sweep().goal(), trials);
    Path page = SweepWriter.write(storage, folder, report);
    if (json.isGiven()) {
      JsonOption.print(context, report);
    } else {
      context.out().print(SweepTable.of(report));
      context.out().flush();
    }
    context.tell("page: %s".formatted(storage.shown(page)));
    return ExitCode.DONE;
  }

  private static void requireApart(JobContext context) {
    RavelConfig config = context.config();
    Place sweep = new Place("sweep.path", config.sweep().path());
    new Places(context.storage()).requireApart(sweep, Places.outputs(config, sweep.key()));
  }
}
