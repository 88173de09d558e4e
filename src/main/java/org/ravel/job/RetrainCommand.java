package org.ravel.job;

import java.util.List;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.error.StoppedException;
import org.ravel.job.Places.Place;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.Retraining;
import org.ravel.pipeline.RunId;
import org.ravel.pipeline.StopSignal;
import org.ravel.storage.WriteCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ravel retrain}: new input becomes a new model, which may become the champion. */
@Command(
    name = "retrain",
    description =
        "Train on new text or examples, and let the new model replace the champion if it may.",
    exitCodeListHeading = "%nExit codes, beside those of all commands:%n",
    exitCodeList = {
      "0:the new model is the champion",
      "10:there is a new model, which is not promoted, or all that is new was left out",
      "11:there is nothing new",
      "75:another run is at work"
    })
final class RetrainCommand extends JobCommand {
  @Option(
      names = "--run-id",
      paramLabel = "ID",
      required = true,
      description =
          "The run's name, such as the night's date. The same name again resumes the run, or does nothing if it is over.")
  private String runId;

  @Option(
      names = "--zero-if-decided",
      description =
          "End with 0 instead of 10 and 11: for YARN in cluster mode, which takes each code but 0 for a failure, and tries again.")
  private boolean zeroIfDecided;

  @Override
  ExitCode run(JobContext context) {
    RunId id = new RunId(runId);
    if (context.overwrite()) {
      throw new ConfigurationException(
          "--overwrite is of no use to retrain, which replaces nothing; give another --run-id to do it again");
    }
    requireApart(context);
    requireWritable(context);
    StopSignal stop =
        StopSignal.listen(context, "stopping as soon as the same command can resume", Exit::with);
    try {
      ExitCode code = new Retraining(context, id, stop).run();
      return zeroIfDecided ? ExitCode.DONE : code;
    } catch (StoppedException stopped) {
      return stop.end(stopped);
    }
  }

  private static void requireWritable(JobContext context) {
    RavelConfig config = context.config();
    WriteCheck check = new WriteCheck(context.storage());
    check.requireOpenFolder("retraining.path", config.retraining().path());
    check.requireOpenFolder("shards.path", config.shards().path());
    check.requireOpenFolder("registry.path", config.registry().path());
  }

  private static void requireApart(JobContext context) {
    RavelConfig config = context.config();
    Places places = new Places(context.storage());
    Place runs = new Place("retraining.path", config.retraining().path());
    Place shards = new Place("shards.path", config.shards().path());
    Place registry = new Place("registry.path", config.registry().path());
    PrepareCommand.requireApart(context);
    places.requireApart(runs, List.of(shards, registry));
    for (Place input : PrepareCommand.inputs(config)) {
      places.requireApart(runs, List.of(input));
      places.requireOutside(runs, input);
    }
  }
}
