package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.ravel.error.ExitCode;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelLookup;
import org.ravel.pipeline.TrainingIndex;
import org.ravel.report.ComparedModel;
import org.ravel.report.ModelComparison;
import org.ravel.report.ModelComparisonPage;
import org.ravel.report.TrainingIndexPage.Entry;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ravel compare}: models side by side, or the trainings below a folder. */
@Command(
    name = "compare",
    description = {
      "Set models side by side: what differs in configuration and data, figures, learning curves.",
      "With --index, list the trainings below a folder on a page in it, trainings.html."
    })
final class CompareCommand extends JobCommand {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description =
          "Two or more: a model's folder, a training's, a report's, or registry://NAME/7.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "A report of evaluate on one of the models; may be repeated.")
  private List<String> reports = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where comparison.html is written; default: comparison in the output folder.")
  private String output;

  @Option(
      names = "--index",
      paramLabel = "FOLDER",
      description = "List the trainings in and below this folder instead.")
  private String index;

  @Override
  boolean needsNoCluster() {
    return true;
  }

  @Override
  ExitCode run(JobContext context) {
    if (index != null ? !models.isEmpty() : models.size() < 2) {
      throw new ParameterException(
          command.commandLine(),
          index != null
              ? "--index takes no models beside it; leave out %s".formatted(models.get(0))
              : "compare takes two models or more, but got %d; or --index FOLDER"
                  .formatted(models.size()));
    }
    if (index != null) {
      index(context);
    } else {
      compare(context);
    }
    return ExitCode.DONE;
  }

  private void index(JobContext context) {
    TrainingIndex trainings = new TrainingIndex(context, context.storage().qualified(index));
    List<Entry> entries = trainings.entries();
    context.out().print(ComparisonText.of(entries));
    context.out().flush();
    context.tell("page: %s".formatted(context.storage().shown(trainings.write(entries))));
  }

  private void compare(JobContext context) {
    Storage storage = context.storage();
    Path folder =
        storage.qualified(output == null ? context.config().output() + "/comparison" : output);
    Staging.requireAbsent(storage, folder, context.overwrite());
    ModelLookup lookup = new ModelLookup(context, reports);
    List<ComparedModel> found = models.stream().map(lookup::find).toList();
    ModelComparison comparison = ModelComparison.of(found);
    try (Staging staging = Staging.open(storage, folder, context.overwrite())) {
      storage.writeText(
          new Path(staging.folder(), "comparison.html"), ModelComparisonPage.of(comparison));
      staging.publish();
    }
    context.out().print(ComparisonText.of(comparison));
    context.out().flush();
    context.tell("page: %s".formatted(storage.shown(new Path(folder, "comparison.html"))));
  }
}
