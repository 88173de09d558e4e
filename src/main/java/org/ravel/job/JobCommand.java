package org.ravel.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigLoader;
import org.ravel.config.ConfigNames;
import org.ravel.config.Task;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.error.InputException;
import org.ravel.model.TrainedModel;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.LiveConsole;
import org.ravel.spark.ExplainedFailures;
import org.ravel.spark.Sessions;
import org.ravel.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common: options, configuration, storage. */
@Command(mixinStandardHelpOptions = true, versionProvider = RavelCommand.Version.class)
abstract class JobCommand implements Callable<Integer>, BeforeSpark {
  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Configuration in HOCON: a local path or a URI of any Hadoop file system.")
  private String configFile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      completionCandidates = CompletionCommand.Settings.class,
      description = "A setting that overrides the file; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--overwrite", description = "Replace outputs that exist.")
  private boolean overwrite;

  @Option(names = "--print-config", description = "Print the effective configuration and stop.")
  private boolean printConfig;

  @Option(
      names = "--verbose",
      description = "Print stack traces of failures, and all that Spark logs of them.")
  private boolean verbose;

  /** The command's work, with a validated configuration, and how it ends. */
  abstract ExitCode run(JobContext context) throws Exception;

  /** For which tasks the command is. */
  Set<Task> tasks() {
    return EnumSet.allOf(Task.class);
  }

  /** Whether the command can be configured for a task. */
  boolean isFor(Task task) {
    return tasks().contains(task);
  }

  /** Commands that do a like thing for other tasks, for the message. */
  String otherwise() {
    return "prepare, train, evaluate or predict";
  }

  /** Whether the driver works by itself. */
  boolean needsNoCluster() {
    return false;
  }

  /** The command's work where it needs the configuration only; empty where it needs more. */
  Optional<ExitCode> runWithoutSpark(ConfigLoader.Loaded loaded, PrintWriter out) {
    return Optional.empty();
  }

  /** Settings from options of the command's own; they stand above --set. */
  Map<String, String> ownSettings() {
    return Map.of();
  }

  @Override
  public final Optional<ExitCode> beforeSpark(SparkOptions options) {
    ConfigLoader.Loaded loaded;
    try {
      loaded = load(name -> localText(options, name));
    } catch (FileElsewhere needsHadoop) {
      return Optional.empty();
    }
    return printConfig ? Optional.of(print(loaded)) : runWithoutSpark(loaded, out());
  }

  /** A configuration file that is not on this machine. */
  private static final class FileElsewhere extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public final Integer call() throws Exception {
    Storage storage = new Storage(Sessions.hadoopConfiguration());
    ConfigLoader.Loaded loaded = load(name -> text(storage, name));
    ExitCode end;
    if (printConfig) {
      end = print(loaded);
    } else {
      if (needsNoCluster()) {
        Sessions.satisfyYarn(spec.name());
      }
      end = run(loaded, storage);
    }
    // There was nothing to do, perhaps.
    Sessions.satisfyYarn(spec.name());
    return end.number();
  }

  /**
   * Loads the configuration.
   *
   * @param texts of files by name
   */
  private ConfigLoader.Loaded load(UnaryOperator<String> texts) {
    Map<String, String> above = settings();
    ConfigLoader.Loaded loaded =
        configFile == null
            ? ConfigLoader.load("the defaults", "", above)
            : ConfigLoader.load(configFile, given(texts), texts, above);
    Task task = loaded.values().task();
    if (!isFor(task) && !printConfig) {
      throw isNotFor("task is " + ConfigNames.of(task), "set task=" + names());
    }
    return loaded;
  }

  /** What stands above the file: of --set, and above that of options of the command's own. */
  final Map<String, String> settings() {
    Map<String, String> above = new LinkedHashMap<>(settings);
    above.putAll(ownSettings());
    return above;
  }

  /** The configuration's file; empty without one. */
  final Optional<String> configFile() {
    return Optional.ofNullable(configFile);
  }

  /** Another configuration. */
  static ConfigLoader.Loaded load(Storage storage, String file, Map<String, String> above) {
    UnaryOperator<String> texts = name -> text(storage, name);
    return ConfigLoader.load(file, texts.apply(file), texts, above);
  }

  /**
   * Refuses a model of a task that the command is not for.
   *
   * @param name the model's, for the message
   * @return the model
   * @throws ConfigurationException if it is one
   */
  final TrainedModel require(TrainedModel model, String name) {
    String own = model.description().task();
    if (tasks().stream().noneMatch(one -> ConfigNames.of(one).equals(own))) {
      throw isNotFor("the model %s was trained for %s".formatted(name, own), "name another model");
    }
    return model;
  }

  private ConfigurationException isNotFor(String what, String remedy) {
    return new ConfigurationException(
        "%s, but ravel %s is for %s only; use ravel %s, or %s"
            .formatted(what, spec.name(), names(), otherwise(), remedy));
  }

  private String names() {
    return ConfigNames.or(List.copyOf(tasks()));
  }

  private ExitCode print(ConfigLoader.Loaded loaded) {
    out().print(loaded.text());
    out().flush();
    return ExitCode.DONE;
  }

  private ExitCode run(ConfigLoader.Loaded loaded, Storage storage) throws Exception {
    JobContext context =
        new JobContext(
            loaded.values(), loaded.text(), storage, overwrite, out(), LiveConsole.on(err()));
    if (verbose) {
      return run(context);
    }
    ExplainedFailures failures = ExplainedFailures.keepFromLog();
    try {
      ExitCode end = run(context);
      if (failures.hidden() > 0) {
        context.tell("warning: some tasks failed, and Spark ran them again; --verbose shows why");
      }
      return end;
    } finally {
      failures.release();
    }
  }

  final boolean verbose() {
    return verbose;
  }

  private String given(UnaryOperator<String> texts) {
    try {
      return texts.apply(configFile);
    } catch (ConfigurationException e) {
      throw new ConfigurationException("--conf names " + e.getMessage(), e);
    }
  }

  /** A path without a scheme is a local file if there is one: --conf is typed by hand. */
  private static String text(Storage storage, String name) {
    java.nio.file.Path local = java.nio.file.Path.of(name);
    boolean isLocal = !name.contains(":/") && Files.exists(local);
    try {
      return storage.readText(isLocal ? new Path(local.toUri()) : new Path(name));
    } catch (InputException e) {
      throw unreadable(name, e);
    }
  }

  /** The same without Hadoop. */
  private static String localText(SparkOptions options, String name) {
    java.nio.file.Path local = options.localFile(name).orElseThrow(FileElsewhere::new);
    try {
      return new String(Files.readAllBytes(local), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static ConfigurationException unreadable(String name, Exception cause) {
    return new ConfigurationException(
        "%s, which is no file that can be read; check the path".formatted(name), cause);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
