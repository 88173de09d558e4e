package org.ravel.job;

import java.io.PrintWriter;
import java.util.Optional;
import org.ravel.config.ConfigLoader;
import org.ravel.config.DocumentedSetting;
import org.ravel.error.ExitCode;
import org.ravel.pipeline.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ravel settings}: every setting with its comment, its default and its value. */
@Command(
    name = "settings",
    description = {
      "Print the settings with what they mean, their defaults and their values.",
      "A value that is not the default is followed by the default."
    })
final class SettingsCommand extends JobCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "A setting, or a group such as training.updater; all if none is given.")
  private String prefix;

  @Override
  ExitCode run(JobContext context) {
    return print(context.out(), context.configText());
  }

  @Override
  Optional<ExitCode> runWithoutSpark(ConfigLoader.Loaded loaded, PrintWriter out) {
    return Optional.of(print(out, loaded.text()));
  }

  private ExitCode print(PrintWriter out, String configText) {
    for (DocumentedSetting setting : DocumentedSetting.below(prefix, configText)) {
      print(out, setting);
    }
    out.flush();
    return ExitCode.DONE;
  }

  @Override
  boolean needsNoCluster() {
    return true;
  }

  private static void print(PrintWriter out, DocumentedSetting setting) {
    if (setting.isGroup() && setting.comment().isEmpty()) {
      return;
    }
    setting.comment().forEach(line -> out.println(line.isEmpty() ? "#" : "# " + line));
    if (setting.isGroup()) {
      out.printf("# %s.*%n", setting.key());
    } else {
      out.printf(
          "%s = %s%s%n",
          setting.key(),
          setting.effective(),
          setting.isChanged() ? "    # default: " + setting.standard() : "");
    }
    out.println();
  }
}
