package org.ravel.job;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.ravel.config.GenerationConfig;
import org.ravel.config.Task;
import org.ravel.corpus.UnknownTokens;
import org.ravel.decoding.Sampling;
import org.ravel.error.ExitCode;
import org.ravel.generation.TextGenerator;
import org.ravel.job.Places.Place;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelSource;
import org.ravel.storage.OutputFile;
import org.ravel.storage.Staging;
import org.ravel.storage.WriteCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ravel generate}: text from a model. */
@Command(name = "generate", description = "Generate text with a trained model.")
final class GenerateCommand extends JobCommand {
  @Option(
      names = "--prime",
      paramLabel = "TEXT",
      description = "Text that the model reads first; generation.prime.")
  private String prime;

  @Option(
      names = "--length",
      paramLabel = "TOKENS",
      description = "Tokens to generate; generation.length.")
  private String length;

  @Option(
      names = "--temperature",
      paramLabel = "NUMBER",
      description = "Divides the logits; generation.temperature.")
  private String temperature;

  @Option(
      names = "--top-k",
      paramLabel = "TOKENS",
      description = "Draw from this many of the most probable tokens; generation.top-k.")
  private String topK;

  @Option(
      names = "--top-p",
      paramLabel = "SHARE",
      description =
          "Draw from the most probable tokens that have this probability together; generation.top-p.")
  private String topP;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "The same seed gives the same text; generation.seed.")
  private String seed;

  @Override
  boolean needsNoCluster() {
    return true;
  }

  @Override
  Map<String, String> ownSettings() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("generation.prime", prime);
    own.put("generation.length", length);
    own.put("generation.temperature", temperature);
    own.put("generation.top-k", topK);
    own.put("generation.top-p", topP);
    own.put("generation.seed", seed);
    own.values().removeIf(value -> value == null);
    return own;
  }

  @Override
  Set<Task> tasks() {
    return EnumSet.of(Task.LANGUAGE_MODEL);
  }

  @Override
  String otherwise() {
    return "predict";
  }

  @Override
  ExitCode run(JobContext context) {
    GenerationConfig generation = context.config().generation();
    if (generation.output() != null) {
      requireWritable(context, generation.output());
    }
    Path folder = ModelSource.of(context).folder();
    TrainedModel model = require(new ModelStore(context.storage()).load(folder), folder.toString());
    UnknownTokens.of(model.vocabulary(), generation.prime())
        .warning("generation.prime")
        .ifPresent(context::tell);
    String text;
    try (TextGenerator generator =
        new TextGenerator(model.predictors().get(), model.vocabulary())) {
      text =
          generator.generate(
              generation.prime(),
              generation.length(),
              new Sampling(generation.temperature(), generation.topK(), generation.topP()),
              generation.seed() == null ? context.config().seed() : generation.seed());
    }
    if (generation.output() == null) {
      context.out().println(text);
      context.out().flush();
    } else {
      Path output = context.storage().qualified(generation.output());
      OutputFile.write(context.storage(), output, text + "\n", context.overwrite());
      context.tell("text: %s".formatted(context.storage().shown(generation.output())));
    }
    return ExitCode.DONE;
  }

  private static void requireWritable(JobContext context, String output) {
    Place place = new Place("generation.output", output);
    new Places(context.storage())
        .requireApart(place, Places.outputs(context.config(), place.key()));
    new WriteCheck(context.storage()).requireWholeFile(place.key(), output);
    Staging.requireAbsent(
        context.storage(), context.storage().qualified(output), context.overwrite());
  }
}
