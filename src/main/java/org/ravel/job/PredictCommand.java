package org.ravel.job;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.BuildInfo;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.error.ExitCode;
import org.ravel.job.Places.Place;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelSource;
import org.ravel.pipeline.TaskProgress;
import org.ravel.prediction.Predictions;
import org.ravel.prediction.RowPrediction;
import org.ravel.prediction.SeriesPrediction;
import org.ravel.spark.Sessions;
import org.ravel.storage.Json;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import org.ravel.wording.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ravel predict}: labels, a class or a translation for each row of some files, or forecasts
 * beyond the end of the series in them.
 */
@Command(
    name = "predict",
    description = {
      "Label the steps of each row, classify each row, or translate it, with a model: the rows",
      "are written again, in their order, with what the model says. Or forecast what comes after",
      "the end of each series: rows with times, values and quantiles are written."
    })
final class PredictCommand extends JobCommand {
  @Option(
      names = "--model",
      paramLabel = "URI",
      description = "The model's folder, or registry://NAME; model.path.")
  private String model;

  @Option(
      names = "--input",
      paramLabel = "URI",
      description = "Files, folders or patterns; may be repeated; prediction.input.")
  private List<String> input = List.of();

  @Option(
      names = "--output",
      paramLabel = "URI",
      description = "The folder to write; prediction.path.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What the files hold: text, folders, conllu, columns, lines, csv, json, parquet, trees or npy; as in training if not given; prediction.format.")
  private String format;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description = "The columns that are read; as in training if not given; prediction.columns.")
  private String columns;

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      description = "parquet, csv or json; like the input if not given; prediction.output-format.")
  private String outputFormat;

  @Option(
      names = "--probabilities",
      description = "Write the probability of each label, or of all classes.")
  private boolean probabilities;

  @Override
  Map<String, String> ownSettings() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("model.path", model);
    own.put("prediction.input", input.isEmpty() ? null : String.join(",", input));
    own.put("prediction.path", output);
    own.put("prediction.format", format);
    own.put("prediction.columns", columns);
    own.put("prediction.output-format", outputFormat);
    own.put("prediction.probabilities", probabilities ? "true" : null);
    own.values().removeIf(value -> value == null);
    return own;
  }

  /** The task is the model's, and need not be configured. */
  @Override
  boolean isFor(Task task) {
    return true;
  }

  @Override
  Set<Task> tasks() {
    return EnumSet.complementOf(EnumSet.of(Task.LANGUAGE_MODEL));
  }

  @Override
  String otherwise() {
    return "score or generate";
  }

  @Override
  ExitCode run(JobContext context) {
    RavelConfig config = context.config();
    Storage storage = context.storage();
    String path = config.prediction().path();
    Path target = storage.qualified(path);
    new Places(storage)
        .requireApart(
            config,
            new Place("prediction.path", path),
            "prediction.input",
            config.prediction().input());
    new WriteCheck(storage).requireWholeFolder("prediction.path", path);
    Staging.requireAbsent(storage, target, context.overwrite());
    ModelSource source = ModelSource.of(context);
    TrainedModel loaded = require(new ModelStore(storage).load(source.folder()), source.toString());
    if (config.task() != Task.LANGUAGE_MODEL) {
      loaded.require(config.task(), source.toString());
    }
    Writing prediction = writing(context, loaded);
    context.tell("predicting %s".formatted(Phrases.list(config.prediction().input())));
    try (Staging staging = Staging.open(storage, target, context.overwrite())) {
      Predictions predictions;
      try (SparkSession spark = TaskProgress.of(Sessions.open("predict"), context)) {
        predictions = prediction.into(spark, staging.folder());
      }
      // Names that begin with "_" are no data to Spark, Hive and the like.
      storage.writeText(new Path(staging.folder(), "_config.conf"), context.configText());
      storage.writeText(
          new Path(staging.folder(), "_predictions.json"),
          json(predictions, source, loaded.description()));
      storage.writeText(new Path(staging.folder(), "_SUCCESS"), "");
      staging.publish();
      tell(context, predictions, loaded);
    }
    context.tell("predictions: %s".formatted(storage.shown(path)));
    return ExitCode.DONE;
  }

  /** Writes predictions into a folder. */
  private interface Writing {
    Predictions into(SparkSession spark, Path folder);
  }

  private static Writing writing(JobContext context, TrainedModel model) {
    RavelConfig config = context.config();
    if (model.series() == null) {
      return new RowPrediction(
              context.storage(),
              config.prediction(),
              config.decoding().seeded(config.seed()),
              model)
          ::write;
    }
    Integer horizon = config.prediction().horizon();
    boolean goesOn = horizon != null && horizon != model.series().horizon().steps();
    TrainedModel forecasting = goesOn ? model.forecasting(horizon) : model;
    SeriesPrediction series =
        new SeriesPrediction(context.storage(), config.prediction(), forecasting);
    if (series.lacksQuantiles() && goesOn) {
      context.tell(
          "forecasts that go on from the model's own have no quantiles: none are written; train one with forecasting.horizon=%d to have them"
              .formatted(horizon));
    } else if (series.lacksQuantiles()) {
      context.tell(
          "the model says nothing of quantiles (its output is a number): none are written; train one with model.output = gaussian, student-t or quantiles to have them");
    }
    return series::write;
  }

  private static void tell(JobContext context, Predictions predictions, TrainedModel model) {
    String row = model.series() == null ? "row" : "series";
    boolean tokens = model.vocabulary() != null;
    if (predictions.skipped() > 0) {
      context.tell(
          "left out: %s that cannot be read (prediction.malformed=skip)"
              .formatted(counted(predictions.skipped(), row)));
    }
    if (predictions.cut() > 0) {
      context.tell(
          "cut: %s that are longer than the texts of training, which were cut too"
              .formatted(Phrases.count(predictions.cut(), "row")));
    }
    context.tell(
        "%s, %s%s, %.0f s (%,.0f %s/s, %,.0f steps/s)"
            .formatted(
                counted(predictions.rows(), row),
                Phrases.count(predictions.steps(), "step"),
                tokens ? " (%,d unknown)".formatted(predictions.unknown()) : "",
                predictions.seconds(),
                predictions.rows() / predictions.seconds(),
                model.series() == null ? "rows" : "series",
                predictions.steps() / predictions.seconds()));
  }

  /** A series is a series, however many there are. */
  private static String counted(long count, String what) {
    return Phrases.count(count, what, what.equals("row") ? "rows" : what);
  }

  private static String json(Predictions predictions, ModelSource source, ModelDescription model) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("time", Instant.now().toString());
    facts.put("rows", predictions.rows());
    facts.put("steps", predictions.steps());
    facts.put("unknown", predictions.unknown());
    facts.put("skipped", predictions.skipped());
    facts.put("cut", predictions.cut());
    facts.put("seconds", predictions.seconds());
    facts.put("task", model.task());
    facts.put("model", source.toString());
    facts.put("networkDigest", model.networkDigest());
    facts.put("vocabularyDigest", model.vocabularyDigest());
    facts.put("labelsDigest", model.labelsDigest());
    facts.put("versions", BuildInfo.versions());
    return Json.text(facts);
  }
}
