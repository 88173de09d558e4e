package org.ravel.job;

import org.ravel.pipeline.JobContext;
import org.ravel.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ravel models promote}: a version becomes champion. */
@Command(name = "promote", description = "Make a version the champion.")
final class ModelsPromoteCommand extends RegistryCommand {
  @Parameters(paramLabel = "VERSION", description = "Its number.")
  private int number;

  @Mixin private DecisionOptions options;

  @Override
  void run(JobContext context, Registry registry) {
    DecisionOptions.tell(
        context, registry, registry.promote(number, options.expected(), options.note()));
  }
}
