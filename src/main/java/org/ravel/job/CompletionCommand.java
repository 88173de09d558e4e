package org.ravel.job;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ravel.config.ConfigLoader;
import org.ravel.config.DocumentedSetting;
import org.ravel.error.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ravel completion}: what lets shells complete commands, options and settings. */
@Command(
    name = "completion",
    description = {
      "Print a script with which bash and zsh complete commands, options and settings.",
      "In bash: eval \"$$(jobs/ravel completion)\""
    },
    mixinStandardHelpOptions = true,
    versionProvider = RavelCommand.Version.class)
final class CompletionCommand implements Callable<Integer>, BeforeSpark {
  /** The value of a setting follows its name without a space. */
  private static final String NO_SPACE_AFTER_EQUALS =
      """

      # A setting's value is typed behind its name.
      function _ravel() {
        _complete_ravel "$@"
        local status=$?
        [[ "${COMPREPLY[0]:-}" != *= ]] || compopt -o nospace 2>/dev/null
        return $status
      }
      complete -F _ravel -o default ravel
      """;

  @Spec private CommandSpec spec;

  @Override
  public Optional<ExitCode> beforeSpark(SparkOptions options) {
    return Optional.of(print());
  }

  @Override
  public Integer call() {
    return print().number();
  }

  private ExitCode print() {
    spec.commandLine()
        .getOut()
        .print(AutoComplete.bash("ravel", spec.root().commandLine()) + NO_SPACE_AFTER_EQUALS);
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }

  /** The beginnings of what {@code --set} takes. */
  static final class Settings implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      String defaults = ConfigLoader.load("the defaults", "", java.util.Map.of()).text();
      return DocumentedSetting.below("", defaults).stream()
          .filter(setting -> !setting.isGroup())
          .map(setting -> setting.key() + "=")
          .iterator();
    }
  }
}
