package org.ravel.job;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ravel.config.RegistryConfig;
import org.ravel.pipeline.JobContext;
import org.ravel.registry.Decision.Note;
import org.ravel.registry.Registry;
import org.ravel.registry.Registry.Pruning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ravel models prune}: old versions are removed. */
@Command(
    name = "prune",
    description = "Remove old versions, but for the last ones, the champion and those before it.")
final class ModelsPruneCommand extends RegistryCommand {
  @Option(
      names = "--keep-versions",
      paramLabel = "NUMBER",
      description = "The last versions that stay; registry.keep-versions.")
  private String keepVersions;

  @Option(
      names = "--keep-champions",
      paramLabel = "NUMBER",
      description = "The champion and those before it that stay; registry.keep-champions.")
  private String keepChampions;

  @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
  private boolean dryRun;

  @Override
  Map<String, String> ownSettings() {
    Map<String, String> own = super.ownSettings();
    own.put("registry.keep-versions", keepVersions);
    own.put("registry.keep-champions", keepChampions);
    own.values().removeIf(value -> value == null);
    return own;
  }

  @Override
  void run(JobContext context, Registry registry) {
    RegistryConfig config = context.config().registry();
    Pruning pruning =
        registry.prune(config.keepVersions(), config.keepChampions(), dryRun, Note.NONE);
    context.tell(
        "%s %s; %s left"
            .formatted(
                dryRun ? "would remove" : "removed",
                shown(pruning.removed()),
                shown(pruning.kept())));
  }

  private static String shown(List<Integer> versions) {
    return versions.isEmpty()
        ? "nothing"
        : versions.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", versions.size() == 1 ? "version " : "versions ", ""));
  }
}
