package org.ravel.job;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.error.ExitCode;
import org.ravel.job.Places.Place;
import org.ravel.pipeline.DynamicsStage;
import org.ravel.pipeline.DynamicsStage.Wanted;
import org.ravel.pipeline.JobContext;
import org.ravel.report.DynamicsWriter;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ravel inspect-dynamics}: what the hidden units of a recurrent network do. */
@Command(
    name = "inspect-dynamics",
    description = {
      "See what the hidden units of a trained recurrent network do: the states on the way of",
      "strings, fixed points, automata, limit sets, gradients and gates, as pictures on a page and",
      "all numbers as CSV. The model is that of model.path."
    })
final class DynamicsCommand extends JobCommand {
  private static final String OUTPUT = "--output";

  @Option(
      names = "--model",
      paramLabel = "URI",
      description = "The model's folder, or registry://NAME; model.path.")
  private String model;

  @Option(
      names = "--strings",
      paramLabel = "FILE",
      description = {
        "The strings that it reads, one a line, or in JSON with a text, as sample-corpus",
        "writes them; without it the validation split of shards.path."
      })
  private String strings;

  @Mixin private LanguageChoice language;

  @Option(
      names = "--starts",
      paramLabel = "STATES",
      defaultValue = "100",
      description = {
        "From how many states fixed points are looked for, fewer where a state has more than",
        "24 numbers; ${DEFAULT-VALUE}."
      })
  private int starts;

  @Option(
      names = "--period",
      paramLabel = "SYMBOLS",
      defaultValue = "4",
      description = "The period of the longest cycles that are looked for; ${DEFAULT-VALUE}.")
  private int period;

  @Option(
      names = "--beside",
      paramLabel = "URI",
      description = {
        "Another model with the same vocabulary, such as one of an earlier epoch: its gradients",
        "by lag and its limit set are shown beside; up to five times."
      })
  private List<String> beside = List.of();

  @Option(
      names = "--line",
      paramLabel = "STEPS",
      defaultValue = "0",
      description = {
        "Look at networks on the line from the model to the one beside it, at so many steps, and",
        "say where the automaton in them changes; 0: no line."
      })
  private int line;

  @Option(
      names = OUTPUT,
      paramLabel = "FOLDER",
      description = "The folder to write; default: dynamics in the output folder.")
  private String output;

  @Override
  Map<String, String> ownSettings() {
    return model == null ? Map.of() : Map.of("model.path", model);
  }

  @Override
  boolean needsNoCluster() {
    return true;
  }

  /** The task is the model's, and need not be configured. */
  @Override
  boolean isFor(Task task) {
    return true;
  }

  @Override
  Set<Task> tasks() {
    return EnumSet.of(
        Task.LANGUAGE_MODEL,
        Task.LABELLING,
        Task.CLASSIFICATION,
        Task.MULTI_LABEL,
        Task.RECOGNITION);
  }

  @Override
  ExitCode run(JobContext context) {
    RavelConfig config = context.config();
    Storage storage = context.storage();
    String place = output == null ? config.output() + "/dynamics" : output;
    new Places(storage)
        .requireApart(
            config,
            new Place(OUTPUT, place),
            "--strings",
            strings == null ? List.of() : List.of(strings));
    new WriteCheck(storage).requireWholeFolder(OUTPUT, place);
    Path folder = storage.qualified(place);
    Staging.requireAbsent(storage, folder, context.overwrite());
    Wanted wanted =
        new Wanted(
            strings,
            language.given() ? language.source(storage).language() : null,
            starts,
            period,
            beside,
            line);
    new DynamicsStage(context, wanted).write(folder);
    context.tell("page: %s".formatted(storage.shown(new Path(folder, DynamicsWriter.PAGE))));
    return ExitCode.DONE;
  }
}
