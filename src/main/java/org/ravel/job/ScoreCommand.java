package org.ravel.job;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.BuildInfo;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.corpus.UnknownTokens;
import org.ravel.error.ExitCode;
import org.ravel.job.Places.Place;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelSource;
import org.ravel.pipeline.TaskProgress;
import org.ravel.scoring.Scores;
import org.ravel.scoring.Scoring;
import org.ravel.spark.Sessions;
import org.ravel.storage.Json;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import org.ravel.wording.Phrases;
import picocli.CommandLine.Command;

/** {@code ravel score}: what a model says of each row of some text. */
@Command(
    name = "score",
    description = "Score each line, document, row of a table or pair of sequences with a model.")
final class ScoreCommand extends JobCommand {

  @Override
  Set<Task> tasks() {
    return EnumSet.of(Task.LANGUAGE_MODEL, Task.TRANSLATION);
  }

  @Override
  String otherwise() {
    return "predict";
  }

  @Override
  ExitCode run(JobContext context) {
    RavelConfig config = context.config();
    Storage storage = context.storage();
    Path target = storage.qualified(config.scoring().path());
    new Places(storage)
        .requireApart(
            config,
            new Place("scoring.path", config.scoring().path()),
            "scoring.input",
            config.scoring().input());
    new WriteCheck(storage).requireWholeFolder("scoring.path", config.scoring().path());
    Staging.requireAbsent(storage, target, context.overwrite());
    ModelSource source = ModelSource.of(context);
    TrainedModel model = require(new ModelStore(storage).load(source.folder()), source.toString());
    if (config.task() != Task.LANGUAGE_MODEL) {
      model.require(config.task(), source.toString());
    }
    UnknownTokens.of(model.vocabulary(), config.scoring().prime())
        .warning("scoring.prime")
        .ifPresent(context::tell);
    Scoring scoring =
        new Scoring(
            storage,
            config.scoring(),
            config.corpus().malformed(),
            new Scoring.Model(model.predictors(), model.vocabulary(), model.labels()));
    context.tell("scoring %s".formatted(Phrases.list(config.scoring().input())));
    try (Staging staging = Staging.open(storage, target, context.overwrite())) {
      Scores scores;
      try (SparkSession spark = TaskProgress.of(Sessions.open("score"), context)) {
        scores = scoring.write(spark, staging.folder());
      }
      // Names that begin with "_" are no data to Spark, Hive and the like.
      storage.writeText(new Path(staging.folder(), "_config.conf"), context.configText());
      storage.writeText(
          new Path(staging.folder(), "_scores.json"), json(scores, source, model.description()));
      storage.writeText(new Path(staging.folder(), "_SUCCESS"), "");
      staging.publish();
      context.tell(
          "%s, %s (%,d unknown), perplexity %.4f, %.0f s (%,.0f tokens/s)"
              .formatted(
                  Phrases.count(scores.rows(), "row"),
                  Phrases.count(scores.tokens(), "token"),
                  scores.unknown(),
                  scores.perplexity(),
                  scores.seconds(),
                  scores.tokens() / scores.seconds()));
    }
    context.tell("scores: %s".formatted(storage.shown(config.scoring().path())));
    return ExitCode.DONE;
  }

  private static String json(Scores scores, ModelSource source, ModelDescription model) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("time", Instant.now().toString());
    facts.put("rows", scores.rows());
    facts.put("tokens", scores.tokens());
    facts.put("unknown", scores.unknown());
    facts.put("nll", scores.nats());
    facts.put("perplexity", scores.perplexity());
    facts.put("seconds", scores.seconds());
    facts.put("model", source.toString());
    facts.put("networkDigest", model.networkDigest());
    facts.put("vocabularyDigest", model.vocabularyDigest());
    facts.put("versions", BuildInfo.versions());
    return Json.text(facts);
  }
}
