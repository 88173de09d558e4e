package org.ravel.job;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigLoader;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.error.InputException;
import org.ravel.pipeline.JobContext;
import org.ravel.spark.Sessions;
import org.ravel.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common: options, configuration, storage. */
@Command(mixinStandardHelpOptions = true, versionProvider = RavelCommand.Version.class)
abstract class JobCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Configuration in HOCON: a local path or a URI of any Hadoop file system.")
  private String configFile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting that stands above the file; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--overwrite", description = "Replace outputs that exist.")
  private boolean overwrite;

  @Option(names = "--print-config", description = "Print the effective configuration and stop.")
  private boolean printConfig;

  @Option(names = "--verbose", description = "Print stack traces of failures.")
  private boolean verbose;

  /** The command's work, with a validated configuration, and how it ends. */
  abstract ExitCode run(JobContext context) throws Exception;

  /** Whether the driver works by itself. */
  boolean needsNoCluster() {
    return false;
  }

  /** Settings from options of the command's own; they stand above --set. */
  Map<String, String> ownSettings() {
    return Map.of();
  }

  @Override
  public final Integer call() throws Exception {
    Storage storage = new Storage(Sessions.hadoopConfiguration());
    Map<String, String> above = new LinkedHashMap<>(settings);
    above.putAll(ownSettings());
    String text = configFile == null ? "" : configText(storage);
    ConfigLoader.Loaded loaded =
        ConfigLoader.load(configFile == null ? "the defaults" : configFile, text, above);
    ExitCode end = ExitCode.DONE;
    if (printConfig) {
      out().print(loaded.text());
      out().flush();
    } else {
      if (needsNoCluster()) {
        Sessions.satisfyYarn(spec.name());
      }
      end = run(new JobContext(loaded.values(), loaded.text(), storage, overwrite, out(), err()));
    }
    // There was nothing to do, perhaps.
    Sessions.satisfyYarn(spec.name());
    return end.number();
  }

  final boolean verbose() {
    return verbose;
  }

  /** A path without a scheme is a local file if there is one: --conf is typed by hand. */
  private String configText(Storage storage) {
    java.nio.file.Path local = java.nio.file.Path.of(configFile);
    boolean isLocal = !configFile.contains(":/") && Files.exists(local);
    try {
      return storage.readText(isLocal ? new Path(local.toUri()) : new Path(configFile));
    } catch (InputException e) {
      throw new ConfigurationException(
          "--conf names %s, which is no file that can be read; check the path"
              .formatted(configFile),
          e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
