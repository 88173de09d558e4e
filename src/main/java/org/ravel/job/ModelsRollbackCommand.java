package org.ravel.job;

import org.ravel.pipeline.JobContext;
import org.ravel.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ravel models rollback}: the champion before becomes champion again. */
@Command(
    name = "rollback",
    description = "Make the champion before the present one champion again.")
final class ModelsRollbackCommand extends RegistryCommand {
  @Mixin private DecisionOptions options;

  @Override
  void run(JobContext context, Registry registry) {
    DecisionOptions.tell(context, registry, registry.rollback(options.expected(), options.note()));
  }
}
