package org.ravel.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigLoader;
import org.ravel.config.LabConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.pipeline.JobContext;
import org.ravel.report.LabChapter;
import org.ravel.report.LabPart;
import org.ravel.report.LabWriter;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ravel lab}: questions about what networks can learn, and a page with what was found. */
@Command(
    name = "lab",
    description = {
      "Ask what networks can learn: write the data, train with several seeds, look at the best",
      "network, and put it all on one page, as lab of the configuration says. What is done already",
      "is not done again."
    })
final class LabCommand extends JobCommand {
  private static final String FORM = "lab.form";

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "With the settings of lab.quick: less is trained.")
  private boolean quick;

  /** A question, with a run for each variant. */
  private record Row(String file, LabConfig config, List<LabRun> runs) {}

  @Override
  Map<String, String> ownSettings() {
    return quick ? Map.of(FORM, "quick") : Map.of();
  }

  @Override
  ExitCode run(JobContext context) {
    String file =
        configFile()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "lab needs a question; give --conf FILE, such as --conf conf/lab/tomita.conf"));
    LabConfig lab = context.config().lab();
    Storage storage = context.storage();
    new WriteCheck(storage).requireOpenFolder("lab.path", lab.path());
    List<Row> rows =
        lab.rows().isEmpty()
            ? List.of(row(context, file))
            : lab.rows().stream().map(row -> row(context, row)).toList();
    requireApart(rows);
    List<LabChapter> chapters = new ArrayList<>();
    for (Row row : rows) {
      List<LabPart> parts = new ArrayList<>();
      for (LabRun run : row.runs()) {
        ExitCode end = run.run(spec.root().commandLine());
        if (end != ExitCode.DONE) {
          return end;
        }
        parts.add(run.part());
      }
      chapters.add(
          new LabChapter(
              row.config().title() == null ? row.file() : row.config().title(),
              row.config().question(),
              command(row.file()),
              parts));
    }
    Path page = LabWriter.write(storage, storage.qualified(lab.path()), lab.title(), chapters);
    context.tell("page: %s".formatted(storage.shown(page)));
    return ExitCode.DONE;
  }

  private String command(String file) {
    return "jobs/ravel lab --conf " + file + (quick ? " --quick" : "");
  }

  private Row row(JobContext context, String file) {
    Map<String, String> own = settings();
    if (!context.config().lab().rows().isEmpty()) {
      // Of the page with several questions, not of each.
      own.keySet().removeAll(List.of("lab.rows", "lab.path", "lab.title"));
    }
    LabConfig asked = load(context.storage(), file, own).values().lab();
    if (!asked.rows().isEmpty() && !context.config().lab().rows().isEmpty()) {
      throw new ConfigurationException(
          "%s of lab.rows has lab.rows itself, but must be one question; name its rows instead"
              .formatted(file));
    }
    Map<String, String> above = new LinkedHashMap<>(asked.quickSettings());
    above.putAll(own);
    LabConfig lab = load(context.storage(), file, above).values().lab();
    List<LabRun> runs = new ArrayList<>();
    if (lab.variants().isEmpty()) {
      runs.add(run(context, file, above));
    }
    for (String variant : lab.variants()) {
      Map<String, String> settings = new LinkedHashMap<>(above);
      settings.put("lab.variant", variant);
      runs.add(run(context, file, settings));
    }
    return new Row(file, lab, runs);
  }

  private static LabRun run(JobContext context, String file, Map<String, String> settings) {
    ConfigLoader.Loaded loaded = load(context.storage(), file, settings);
    return new LabRun(context, file, settings, loaded);
  }

  /** One would take the data of the other for its own. */
  private static void requireApart(List<Row> rows) {
    Set<String> outputs = new HashSet<>();
    for (Row row : rows) {
      for (LabRun run : row.runs()) {
        if (!outputs.add(run.output())) {
          throw new ConfigurationException(
              "output is %s in %s and already in another question or variant; set another, such as output = lab/${lab.variant}"
                  .formatted(run.output(), row.file()));
        }
      }
    }
  }
}
