package org.ravel.job;

import picocli.CommandLine.Command;

/** {@code ravel models}: the versions of a registry and its champion. */
@Command(
    name = "models",
    description = "Keep trained models by version, and choose the champion among them.",
    subcommands = {
      ModelsListCommand.class,
      ModelsShowCommand.class,
      ModelsAddCommand.class,
      ModelsExportCommand.class,
      ModelsPromoteCommand.class,
      ModelsRollbackCommand.class,
      ModelsPruneCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = RavelCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {}
