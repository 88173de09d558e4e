package org.ravel.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ravel.error.ExitCode;
import org.ravel.pipeline.JobContext;
import org.ravel.registry.Registry;
import org.ravel.storage.WriteCheck;
import picocli.CommandLine.Option;

/** What the commands on a registry have in common. */
abstract class RegistryCommand extends JobCommand {
  @Option(
      names = "--registry",
      paramLabel = "NAME",
      description = "The registry in registry.path; registry.name.")
  private String name;

  /** The command's work on its registry. */
  abstract void run(JobContext context, Registry registry);

  /** Whether that changes the registry. */
  boolean writes() {
    return true;
  }

  @Override
  final ExitCode run(JobContext context) {
    String path = context.config().registry().path();
    if (writes()) {
      new WriteCheck(context.storage()).requireOpenFolder("registry.path", path);
    }
    run(context, new Registry(context.storage(), path, context.config().registry().name()));
    return ExitCode.DONE;
  }

  @Override
  boolean needsNoCluster() {
    return true;
  }

  @Override
  Map<String, String> ownSettings() {
    Map<String, String> own = new LinkedHashMap<>();
    if (name != null) {
      own.put("registry.name", name);
    }
    return own;
  }
}
