package org.ravel.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigLoader;
import org.ravel.config.LabConfig;
import org.ravel.config.RavelConfig;
import org.ravel.config.StoredConfig;
import org.ravel.config.SweptSetting;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.error.StoppedException;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.StopSignal;
import org.ravel.report.DynamicsWriter;
import org.ravel.report.LabPart;
import org.ravel.report.PageSection;
import org.ravel.report.SweepReport;
import org.ravel.report.SweepTrial;
import org.ravel.storage.JsonFile;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import picocli.CommandLine;

/**
 * A question, or one variant of it, as command lines: those that are run are those that the page
 * shows, so that anybody can run one of them again. A step whose command and whatever decides it
 * are as they were is not run again.
 */
final class LabRun {
  private static final String DYNAMICS = "dynamics";

  private final JobContext context;
  private final String file;
  private final Map<String, String> settings;
  private final RavelConfig config;
  private final String configText;
  private final Path record;
  private final List<String> commands = new ArrayList<>();

  /** What lab-steps.json holds. */
  private record Steps(Map<String, String> digests) {}

  /** Of all steps up to the last one. */
  private String digest = "";

  /**
   * A question as it is configured.
   *
   * @param file its configuration
   * @param settings above the file
   * @param loaded what follows from both
   */
  LabRun(
      JobContext context, String file, Map<String, String> settings, ConfigLoader.Loaded loaded) {
    this.context = context;
    this.file = file;
    this.settings = settings;
    this.config = loaded.values();
    this.configText = loaded.text();
    this.record = new Path(context.storage().qualified(config.output()), "lab-steps.json");
    samples().forEach((target, options) -> words(options));
    if (config.sweep().over().isEmpty()) {
      throw new ConfigurationException(
          "sweep.over is empty in %s but must name the seeds, such as sweep.over = [\"seed=1..10\"]"
              .formatted(file));
    }
  }

  /** Where all of it is kept. */
  String output() {
    return config.output();
  }

  /**
   * Runs the steps that have not been run.
   *
   * @param commandLine prints what the commands print
   * @return how the first one has ended that did not end well
   */
  ExitCode run(CommandLine commandLine) {
    Storage storage = context.storage();
    for (Map.Entry<String, String> sample : samples().entrySet()) {
      List<String> command = new ArrayList<>(List.of("sample-corpus"));
      command.addAll(words(sample.getValue()));
      command.add(sample.getKey());
      Path data = storage.qualified(sample.getKey());
      ExitCode end = step(commandLine, command, String.join(" ", command), data, true);
      if (end != ExitCode.DONE) {
        return end;
      }
    }
    Path shards = storage.qualified(config.shards().path());
    ExitCode end = step(commandLine, configured("prepare"), decisive(false), shards, true);
    if (end == ExitCode.DONE) {
      // What is trained already is found by the sweep itself.
      boolean again = context.overwrite();
      end = step(commandLine, configured("sweep"), decisive(true), sweepFile(), again);
    }
    if (end == ExitCode.DONE && config.lab().inspect() != null) {
      end = inspect(commandLine);
    }
    return end;
  }

  private ExitCode inspect(CommandLine commandLine) {
    Optional<SweepTrial> best = sweep().best();
    if (best.isEmpty()) {
      context.tell("nothing is looked at: no training has a model");
      return ExitCode.DONE;
    }
    List<String> command = configured("inspect-dynamics");
    command.add("--model=%s/trials/%s/model".formatted(config.sweep().path(), best.get().name()));
    command.add("--output=" + dynamics());
    command.addAll(words(config.lab().inspect()));
    Path folder = context.storage().qualified(dynamics());
    return step(commandLine, command, String.join(" ", command), folder, true);
  }

  /**
   * Runs a command unless it was run, with all that decides what it makes.
   *
   * @param decisive what decides, beside the steps before it, what the command makes
   * @param result what it makes
   * @param replaces whether what is there is replaced
   */
  private ExitCode step(
      CommandLine commandLine,
      List<String> command,
      String decisive,
      Path result,
      boolean replaces) {
    Storage storage = context.storage();
    String line = "jobs/ravel " + String.join(" ", command.stream().map(LabRun::quoted).toList());
    commands.add(line);
    digest = Sha256.of(digest + decisive);
    Map<String, String> done = done();
    if (!context.overwrite()
        && storage.exists(result)
        && digest.equals(done.get(result.getName()))) {
      return ExitCode.DONE;
    }
    context.tell(line);
    List<String> arguments = new ArrayList<>(command);
    if (replaces) {
      arguments.add(1, "--overwrite");
    }
    StopSignal stop = StopSignal.listen(context, "stopping behind this step", Exit::with);
    ExitCode end = ended(commandLine.execute(arguments.toArray(String[]::new)));
    if (end == ExitCode.DONE) {
      done.put(result.getName(), digest);
      JsonFile.replace(storage, record, new Steps(done));
      if (stop.getAsBoolean()) {
        return stop.end(new StoppedException("the same command resumes"));
      }
    }
    return end;
  }

  private static ExitCode ended(int status) {
    for (ExitCode code : ExitCode.values()) {
      if (code.number() == status) {
        return code;
      }
    }
    return ExitCode.FAILURE;
  }

  /** Digests of the steps that were run, by the name of what they have made. */
  private Map<String, String> done() {
    return context.storage().exists(record)
        ? new TreeMap<>(JsonFile.read(context.storage(), record, Steps.class).digests())
        : new TreeMap<>();
  }

  /** What has come out. */
  LabPart part() {
    Storage storage = context.storage();
    Path page = new Path(storage.qualified(dynamics()), DynamicsWriter.PAGE);
    List<String> names = config.lab().pictures();
    String text = names.isEmpty() || !storage.exists(page) ? null : storage.readText(page);
    return new LabPart(
        config.lab().variant(),
        commands,
        sweep(),
        text == null ? List.of() : names.stream().map(name -> PageSection.of(text, name)).toList());
  }

  private SweepReport sweep() {
    return JsonFile.read(context.storage(), sweepFile(), SweepReport.class);
  }

  private Path sweepFile() {
    return new Path(context.storage().qualified(config.sweep().path()), "sweep.json");
  }

  private String dynamics() {
    return config.output() + "/" + DYNAMICS;
  }

  private List<String> configured(String command) {
    List<String> words = new ArrayList<>(List.of(command, "--conf", file));
    settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    return words;
  }

  /** Settings that decide what prepare makes, or what a sweep makes of that. */
  private String decisive(boolean sweep) {
    Map<String, String> decisive =
        new TreeMap<>(StoredConfig.parse("the question's configuration", configText).settings());
    decisive
        .keySet()
        .removeIf(
            key ->
                key.startsWith("lab.")
                    || (!sweep && (key.startsWith("sweep.") || SweptSetting.mayVary(key))));
    return decisive.toString();
  }

  /** Options of sample-corpus by what it writes. */
  private Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    LabConfig.SamplesConfig asked = config.lab().samples();
    put(samples, "corpus.input", config.corpus().input(), asked.training());
    put(samples, "split.validation-input", config.split().validationInput(), asked.validation());
    put(samples, "split.test-input", config.split().testInput(), asked.test());
    return samples;
  }

  private void put(Map<String, String> samples, String key, List<String> targets, String options) {
    if (options == null) {
      return;
    }
    if (targets.size() != 1) {
      throw new ConfigurationException(
          "%s is %s in %s but must be one place, where lab.samples are written; name one"
              .formatted(key, targets, file));
    }
    samples.put(targets.get(0), options);
  }

  /** Words of a line, in which quotes hold blanks together. */
  private static List<String> words(String line) {
    return new StringTokenizer(
            line,
            StringMatcherFactory.INSTANCE.splitMatcher(),
            StringMatcherFactory.INSTANCE.quoteMatcher())
        .getTokenList();
  }

  /** A word as a shell reads it. */
  private static String quoted(String word) {
    return word.matches("[\\w./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
