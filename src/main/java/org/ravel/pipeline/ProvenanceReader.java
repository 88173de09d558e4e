package org.ravel.pipeline;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.config.ModelConfig.NetworkKind;
import org.ravel.config.StoredConfig;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelOrigin;
import org.ravel.model.ModelStore;
import org.ravel.report.TrainingProvenance;
import org.ravel.report.TrainingProvenance.Averaging;
import org.ravel.report.TrainingProvenance.Best;
import org.ravel.report.TrainingProvenance.Course;
import org.ravel.report.TrainingProvenance.Data;
import org.ravel.report.TrainingProvenance.NetworkFacts;
import org.ravel.report.TrainingProvenance.Optimization;
import org.ravel.report.TrainingProvenance.Outcome;
import org.ravel.storage.Storage;

/**
 * Puts together how a model was trained from what lies in its folder: {@code config.conf}, {@code
 * model.json}, {@code metrics.jsonl} and the vocabulary.
 */
public final class ProvenanceReader {
  private final ModelStore models;

  public ProvenanceReader(Storage storage) {
    this.models = new ModelStore(storage);
  }

  /**
   * How a published model was trained.
   *
   * @throws org.ravel.error.InputException if a file of its folder is missing or malformed
   */
  public TrainingProvenance model(Path folder) {
    ModelDescription description = models.describe(folder);
    return provenance(
        StoredConfig.parse(folder + "/config.conf", models.configuration(folder)),
        models.configuration(folder),
        Optional.of(description),
        models.vocabulary(folder, description),
        MetricsSummary.of(models.metrics(folder)),
        null);
  }

  /**
   * The same of a training that may not have a model yet.
   *
   * @param outcome as the training's folder has it; null to tell it from the course
   */
  static TrainingProvenance provenance(
      StoredConfig config,
      String configuration,
      Optional<ModelDescription> model,
      Optional<Vocabulary> vocabulary,
      MetricsSummary metrics,
      Outcome outcome) {
    Optional<ModelOrigin> origin = model.map(ModelDescription::origin);
    Best best = best(model, metrics);
    StoredConfig ofNetwork = isNetwork(config) ? config : StoredConfig.parse("no network", "");
    return new TrainingProvenance(
        model.map(ModelDescription::task).orElse(config.text("task")),
        network(ofNetwork, model, isNetwork(config) ? origin : Optional.empty()),
        optimization(ofNetwork, origin, config.wholeNumber("seed")),
        new Averaging(
            ofNetwork.text("training.engine"),
            ofNetwork.wholeNumber("averaging.workers"),
            ofNetwork.wholeNumber("averaging.period"),
            ofNetwork.text("averaging.updater-state"),
            ofNetwork.text("averaging.outer.step")),
        course(ofNetwork, metrics, outcome, best),
        best,
        data(model, origin, vocabulary),
        model.map(ModelDescription::versions).orElse(Map.of()),
        config.changes(RunFolder.DECISIVE, RunFolder.NOT_DECISIVE),
        configuration);
  }

  /** Other models are fitted: what a network is made and trained by has no effect on them. */
  private static boolean isNetwork(StoredConfig config) {
    return Optional.ofNullable(config.text("model.kind"))
        .flatMap(kind -> ConfigNames.find(NetworkKind.class, kind))
        .map(NetworkKind::isNetwork)
        .orElse(true);
  }

  private static NetworkFacts network(
      StoredConfig config, Optional<ModelDescription> model, Optional<ModelOrigin> origin) {
    return new NetworkFacts(
        model.map(ModelDescription::network).orElse(null),
        config.text("model.cell"),
        config.wholeNumber("model.layers"),
        config.wholeNumber("model.embedding-size"),
        config.wholeNumber("model.hidden-size"),
        config.number("model.dropout"),
        config.flag("model.tie-embeddings"),
        model.map(ModelDescription::parameters).orElse(null),
        model.map(ModelDescription::networkDigest).orElse(null),
        origin.map(ProvenanceReader::start).orElse(null));
  }

  private static String start(ModelOrigin origin) {
    if (origin.warmStart() != null) {
      return origin.warmStart();
    }
    return origin.wordVectors() == null
        ? "random"
        : "random, with word vectors of SHA-256 " + origin.wordVectors();
  }

  private static Optimization optimization(
      StoredConfig config, Optional<ModelOrigin> origin, Long seed) {
    String method = config.text("training.method");
    // Older versions had one method. The updater's settings have no effect with others.
    boolean updates = method == null || method.equals("averaging");
    StoredConfig ofGradients = updates ? config : StoredConfig.parse("no updater", "");
    return new Optimization(
        updates ? config.text("training.updater.name") : withoutUpdater(method, config),
        ofGradients.number("training.updater.learning-rate"),
        ofGradients.text("training.schedule.name"),
        ofGradients.number("training.schedule.warmup-epochs"),
        ofGradients.number("training.clip-norm"),
        config.wholeNumber("training.minibatch-size"),
        origin.map(known -> (long) known.sequenceLength()).orElse(null),
        config.flag("training.carry-state"),
        seed);
  }

  private static String withoutUpdater(String method, StoredConfig config) {
    return method.equals("evolution")
        ? "none: evolution by " + config.text("training.evolution.search")
        : "none: " + method;
  }

  private static Course course(
      StoredConfig config, MetricsSummary metrics, Outcome outcome, Best best) {
    Long planned = config.wholeNumber("training.epochs");
    Outcome end = outcome;
    if (end == null && metrics.epochs() != null && planned != null) {
      end =
          metrics.divergence() != null || best.aboveUniform()
              ? Outcome.DIVERGED
              : metrics.epochs() >= planned - 1e-6 ? Outcome.FINISHED : Outcome.STOPPED_EARLY;
    }
    return new Course(
        end,
        metrics.divergence(),
        metrics.ended(),
        planned,
        metrics.epochs(),
        metrics.rounds(),
        metrics.tokens(),
        metrics.seconds(),
        metrics.tokensPerSecond());
  }

  /** The model's own figures where there is one; the metrics may go on beyond it. */
  private static Best best(Optional<ModelDescription> model, MetricsSummary metrics) {
    Double uniform =
        model
            .map(known -> known.labels() == null ? known.vocabularySize() : known.labels())
            .map(Math::log)
            .orElse(metrics.uniformLoss());
    return new Best(
        model.map(ModelDescription::validationLoss).orElse(metrics.bestLoss()),
        model.map(ModelDescription::epochs).orElse(metrics.bestEpoch()),
        model.map(ModelDescription::rounds).orElse(metrics.bestRound()),
        uniform,
        (long) metrics.validationLosses().size(),
        uniform == null
            ? null
            : metrics.validationLosses().stream().filter(loss -> loss > uniform).count());
  }

  private static Data data(
      Optional<ModelDescription> model,
      Optional<ModelOrigin> origin,
      Optional<Vocabulary> vocabulary) {
    return new Data(
        vocabulary.map(ProvenanceReader::tokenizer).orElse(null),
        model.map(ModelDescription::vocabularySize).map(Integer::longValue).orElse(null),
        model.map(ModelDescription::numbers).orElse(null),
        origin.map(known -> (long) known.files()).orElse(null),
        origin.map(ModelOrigin::bytes).orElse(null),
        origin.map(known -> (long) known.generations()).orElse(null),
        origin.map(ModelOrigin::targets).orElse(Map.of()),
        origin.map(ModelOrigin::inputDigest).orElse(null),
        model.map(ModelDescription::shardDigest).orElse(null),
        model.map(ModelDescription::vocabularyDigest).orElse(null));
  }

  /** Such as "word (lower case), documents: line". */
  private static String tokenizer(Vocabulary vocabulary) {
    return "%s, documents: %s"
        .formatted(vocabulary.tokenizer(), ConfigNames.of(vocabulary.documents()));
  }
}
