package org.ravel.job;

import org.ravel.config.BuildInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's root. */
@Command(
    name = "ravel",
    description = "Distributed training of sequence models on Spark.",
    subcommands = {
      FeaturesCommand.class,
      PrepareCommand.class,
      CompactCommand.class,
      PlanCommand.class,
      TrainCommand.class,
      RetrainCommand.class,
      EvaluateCommand.class,
      SweepCommand.class,
      DynamicsCommand.class,
      LabCommand.class,
      GenerateCommand.class,
      ScoreCommand.class,
      PredictCommand.class,
      CompareCommand.class,
      ModelsCommand.class,
      SettingsCommand.class,
      SampleCorpusCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = RavelCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:anything else, such as a training that diverges",
      "2:wrong command line or configuration",
      "3:input data missing, empty, malformed or not belonging together",
      "4:storage refuses: permission, quota, an output that exists",
      "10:retrain: the new model is not promoted, or all new text was left out",
      "11:retrain: there is no new text",
      "75:train, retrain, sweep, lab: another process is at work in the same folder",
      "130:train, retrain, sweep, lab: stopped by Ctrl-C; the same command resumes",
      "143:train, retrain, sweep, lab: stopped by SIGTERM; the same command resumes"
    },
    synopsisSubcommandLabel = "COMMAND")
final class RavelCommand {

  /** A parser ready to execute arguments; it ends nothing, but returns exit codes. */
  static CommandLine commandLine() {
    return new CommandLine(new RavelCommand())
        .setExecutionExceptionHandler(Failures::report)
        .setParameterExceptionHandler(Failures::usage);
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ravel " + BuildInfo.version() + " (" + BuildInfo.commit() + ")"};
    }
  }
}
