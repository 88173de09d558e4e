package org.ravel.job;

import java.time.Instant;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.BuildInfo;
import org.ravel.config.DecodingConfig;
import org.ravel.config.EvaluationConfig;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.config.TrainingConfig.SampleConfig;
import org.ravel.corpus.UnknownTokens;
import org.ravel.decoding.Sampling;
import org.ravel.decoding.WritingRules;
import org.ravel.error.ExitCode;
import org.ravel.error.InputException;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.generation.TextGenerator;
import org.ravel.job.Places.Place;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.network.NetworkSnapshot;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.MetricsFile;
import org.ravel.pipeline.ModelSource;
import org.ravel.pipeline.ProvenanceReader;
import org.ravel.pipeline.TaskProgress;
import org.ravel.report.Measurement;
import org.ravel.report.ReportContext;
import org.ravel.report.ReportContext.LearningPoint;
import org.ravel.report.ReportWriter;
import org.ravel.report.ShownPictures;
import org.ravel.shard.ShardSet;
import org.ravel.spark.Sessions;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import org.ravel.wording.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ravel evaluate}: a model and a split become a report. */
@Command(name = "evaluate", description = "Measure a model on a split and write a report.")
final class EvaluateCommand extends JobCommand {
  private static final int SAMPLE_LENGTH = 600;

  @Mixin private JsonOption json;

  @Override
  ExitCode run(JobContext context) {
    RavelConfig config = context.config();
    EvaluationConfig evaluationConfig = config.evaluation();
    Storage storage = context.storage();
    Path report = storage.qualified(evaluationConfig.path());
    requireApart(context);
    new WriteCheck(storage).requireWholeFolder("evaluation.path", evaluationConfig.path());
    Staging.requireAbsent(storage, report, context.overwrite());
    requirePictures(context);
    ModelSource source = ModelSource.of(context);
    ModelStore models = new ModelStore(storage);
    TrainedModel loaded = models.load(source.folder()).require(config.task(), source.toString());
    ShardSet stored = ShardSet.open(storage, evaluationConfig.shards());
    stored.require(config.task());
    TrainedModel model = loaded.upTo(stored.manifest().schema(), stored.series());
    require(model, stored);
    // Networks of different forms of input are measured on the same windows.
    ShardSet shards = model.series() == null ? stored : stored.reading(model.series().horizon());
    ShardSet training =
        evaluationConfig.shards().equals(config.shards().path())
            ? shards
            : ShardSet.open(storage, config.shards().path());

    EvaluationBaselines baselines = EvaluationBaselines.open(context, shards, training);

    try (Staging staging = Staging.open(storage, report, context.overwrite())) {
      Evaluation evaluation = measure(context, model, shards, training, baselines, staging);
      List<LearningPoint> curve = MetricsFile.learningCurve(models.metrics(source.folder()));
      ReportContext reportContext =
          new ReportContext(
              "%s, on the %s split"
                  .formatted(model.description().network(), config.evaluation().split().key()),
              ModelFacts.of(source, loaded, shards, baselines),
              new ProvenanceReader(storage).model(source.folder()),
              measurement(source, shards, training, evaluationConfig),
              context.configText(),
              curve,
              sample(context, model),
              Instant.now());
      storage.writeText(new Path(staging.folder(), "config.conf"), context.configText());
      new ReportWriter(storage)
          .write(
              staging.folder(),
              evaluation,
              reportContext,
              pictures(context, evaluation.measures()));
      staging.publish();
      context
          .out()
          .print(
              json.isGiven()
                  ? storage.readText(new Path(report, "report.json"))
                  : ResultTable.of(evaluation, MetricsFile.tokensPerSecond(curve)));
      context.out().flush();
      EvaluationWarnings.of(evaluation.measures(), model.predictors() instanceof NetworkSnapshot)
          .forEach(warning -> context.tell("warning: " + warning));
    }
    context.tell("report: %s".formatted(storage.shown(evaluationConfig.path())));
    return ExitCode.DONE;
  }

  private static void require(TrainedModel model, ShardSet shards) {
    String owner = shards.path().toString();
    if (model.series() != null) {
      model.requireHorizon(shards.manifest().schema().horizon(), owner);
      return;
    }
    model.requireInput(
        shards.manifest().vocabularyDigest(), shards.manifest().scaling().orElse(null), owner);
    model.requireCharacters(
        shards.characters() == null ? null : shards.characters().digest(), owner);
    model.requireTargets(shards.manifest().targetScaling().orElse(null), owner);
    if (shards.hasTargetVocabulary()) {
      model.requireLabels(shards.targetVocabulary().digest(), owner);
    }
  }

  private static Evaluation measure(
      JobContext context,
      TrainedModel model,
      ShardSet shards,
      ShardSet training,
      EvaluationBaselines baselines,
      Staging staging) {
    EvaluationConfig config = context.config().evaluation();
    DecodingConfig decoding = context.config().decoding().seeded(context.config().seed());
    if (context.config().task().writesText()) {
      WritingRules.requireTokens(decoding, model.network().topology());
      WritingRules.requireAttention(decoding.attentionKey(), model.network().topology());
    }
    Path fitted = new Path(staging.folder(), "baselines");
    try (SparkSession session = TaskProgress.of(Sessions.open("evaluate"), context)) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      return new Evaluator(
              spark,
              EvaluationSettings.of(config, model.learnedRoots()).decoding(decoding),
              baselines.fit(spark, fitted))
          .evaluate(model.predictors(), shards, config.split(), training);
    } finally {
      context.storage().delete(fitted);
    }
  }

  private static void requireApart(JobContext context) {
    RavelConfig config = context.config();
    Places places = new Places(context.storage());
    Place report = new Place("evaluation.path", config.evaluation().path());
    places.requireApart(report, Places.outputs(config, report.key()));
    places.requireApart(
        report, List.of(new Place("evaluation.shards", config.evaluation().shards())));
  }

  /** Before anything is measured. */
  private static void requirePictures(JobContext context) {
    String images = context.config().evaluation().images();
    if (images != null && !context.storage().exists(context.storage().qualified(images))) {
      throw new InputException(
          "evaluation.images is %s, where there is nothing; name the folder with the pictures"
              .formatted(context.storage().shown(images)));
    }
  }

  /** Those of captions that the page shows, if they are wanted. */
  private static ShownPictures pictures(JobContext context, Measures measures) {
    RavelConfig config = context.config();
    String images = config.evaluation().images();
    if (images == null || !(measures instanceof Captioned captioned)) {
      return ShownPictures.none(config.features().grid());
    }
    ShownPictures pictures =
        ShownPictures.read(
            context.storage(),
            context.storage().qualified(images),
            captioned,
            config.features().image(),
            config.features().grid());
    if (!pictures.missing().isEmpty()) {
      context.tell(
          "warning: the report shows %s without a picture from %s; the first one: %s"
              .formatted(
                  Phrases.count(pictures.missing().size(), "image"),
                  context.storage().shown(images),
                  pictures.missing().get(0)));
    }
    return pictures;
  }

  private static Measurement measurement(
      ModelSource source, ShardSet shards, ShardSet training, EvaluationConfig config) {
    return new Measurement(
        source.toString(),
        shards.path().toString(),
        shards.digest(),
        training.path().toString(),
        training.digest(),
        config.carryState(),
        config.minibatchSize(),
        config.blockSequences(),
        BuildInfo.versions());
  }

  /** What a language model writes; labels are no text to look at. */
  private static String sample(JobContext context, TrainedModel model) {
    RavelConfig config = context.config();
    if (config.task() != Task.LANGUAGE_MODEL) {
      return "";
    }
    SampleConfig sample = config.training().sample();
    UnknownTokens.of(model.vocabulary(), sample.prime())
        .warning("training.sample.prime")
        .ifPresent(context::tell);
    try (TextGenerator generator =
        new TextGenerator(model.predictors().get(), model.vocabulary())) {
      return generator.generate(
          sample.prime(), SAMPLE_LENGTH, new Sampling(sample.temperature(), 0, 1), config.seed());
    }
  }
}
