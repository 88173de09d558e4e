package org.ravel.job;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.BuildInfo;
import org.ravel.config.FeaturesConfig;
import org.ravel.error.ExitCode;
import org.ravel.feature.FeatureExtraction;
import org.ravel.feature.Features;
import org.ravel.job.Places.Place;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.TaskProgress;
import org.ravel.spark.Sessions;
import org.ravel.storage.Json;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import org.ravel.wording.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ravel features}: what a convolutional network sees on images. */
@Command(
    name = "features",
    description = {
      "Make features of images by a convolutional network in a file of ONNX, for task=captioning.",
      "Needs ONNX Runtime on the class path: see captions.md."
    })
final class FeaturesCommand extends JobCommand {
  /** Images that are named when they are left out; _features.json has all of them. */
  private static final int NAMED = 5;

  @Option(
      names = "--input",
      paramLabel = "URI",
      description = "Images, folders or patterns; may be repeated; features.input.")
  private List<String> input = List.of();

  @Option(
      names = "--output",
      paramLabel = "URI",
      description = "The folder to write; features.path.")
  private String output;

  @Option(
      names = "--network",
      paramLabel = "URI",
      description = "The network, a file of ONNX; features.network.file.")
  private String network;

  @Override
  Map<String, String> ownSettings() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("features.input", input.isEmpty() ? null : String.join(",", input));
    own.put("features.path", output);
    own.put("features.network.file", network);
    own.values().removeIf(value -> value == null);
    return own;
  }

  @Override
  ExitCode run(JobContext context) {
    FeaturesConfig config = context.config().features();
    Storage storage = context.storage();
    Path target = storage.qualified(config.path());
    new Places(storage)
        .requireApart(
            context.config(),
            new Place("features.path", config.path()),
            "features.input",
            config.input());
    new WriteCheck(storage).requireWholeFolder("features.path", config.path());
    Staging.requireAbsent(storage, target, context.overwrite());
    FeatureExtraction extraction = new FeatureExtraction(storage, config);
    context.tell(
        "making %s of each image of %s"
            .formatted(extraction.summary(), Phrases.list(config.input())));
    try (Staging staging = Staging.open(storage, target, context.overwrite())) {
      Features features;
      try (SparkSession spark = TaskProgress.of(Sessions.open("features"), context)) {
        features = extraction.write(spark, staging.folder());
      }
      // Names that begin with "_" are no data to Spark, Hive and the like.
      storage.writeText(new Path(staging.folder(), "_config.conf"), context.configText());
      storage.writeText(
          new Path(staging.folder(), "_features.json"), json(features, config.network().file()));
      storage.writeText(new Path(staging.folder(), "_SUCCESS"), "");
      staging.publish();
      tell(context, features);
    }
    context.tell("features: %s".formatted(storage.shown(config.path())));
    return ExitCode.DONE;
  }

  private static void tell(JobContext context, Features features) {
    List<String> leftOut = features.leftOut();
    if (!leftOut.isEmpty()) {
      context.tell(
          "left out: %s that cannot be read (features.malformed=skip)"
              .formatted(Phrases.count(leftOut.size(), "image")));
      leftOut.stream().limit(NAMED).forEach(why -> context.tell("  " + why));
      if (leftOut.size() > NAMED) {
        context.tell("  and %,d more; _features.json names all".formatted(leftOut.size() - NAMED));
      }
    }
    context.tell(
        "%s, each %s, %.0f s (%,.1f images/s)"
            .formatted(
                Phrases.count(features.images(), "image"),
                features.form(),
                features.seconds(),
                features.images() / features.seconds()));
  }

  private static String json(Features features, String network) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("time", Instant.now().toString());
    facts.put("images", features.images());
    facts.put("leftOut", features.leftOut());
    facts.put("features", features.form());
    facts.put("network", network);
    facts.put("networkDigest", features.networkDigest());
    facts.put("output", features.output());
    facts.put("seconds", features.seconds());
    facts.put("versions", BuildInfo.versions());
    return Json.text(facts);
  }
}
