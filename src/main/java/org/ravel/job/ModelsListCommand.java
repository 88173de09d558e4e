package org.ravel.job;

import java.util.List;
import org.ravel.pipeline.JobContext;
import org.ravel.registry.Decision;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ravel models list}: the versions, a line each. */
@Command(name = "list", description = "List the versions; an asterisk stands before the champion.")
final class ModelsListCommand extends RegistryCommand {
  private static final String ROW = "%s %7s  %-20s  %10s  %10s  %-30s  %s%n";

  @Mixin private JsonOption json;

  @Override
  boolean writes() {
    return false;
  }

  @Override
  void run(JobContext context, Registry registry) {
    List<Version> versions = registry.versions();
    if (json.isGiven()) {
      List<Decision> history = registry.history();
      JsonOption.print(
          context,
          versions.stream().map(version -> VersionJson.of(registry, version, history)).toList());
      return;
    }
    int champion = registry.champion().orElse(0);
    if (versions.isEmpty()) {
      context.tell(
          "%s is empty; add a model with ravel models add"
              .formatted(context.storage().shown(registry.folder())));
      return;
    }
    context
        .out()
        .printf(ROW, " ", "version", "added", "parameters", "validation", "network", "run");
    for (Version version : versions) {
      Double loss = version.model().validationLoss();
      context
          .out()
          .printf(
              ROW,
              version.number() == champion ? "*" : " ",
              version.number(),
              version.created(),
              "%,d".formatted(version.model().parameters()),
              loss == null ? "-" : "%.4f".formatted(loss),
              version.model().network(),
              version.runId() == null ? "-" : version.runId());
    }
    context.out().flush();
  }
}
