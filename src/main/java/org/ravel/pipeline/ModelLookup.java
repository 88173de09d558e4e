package org.ravel.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.model.ModelStore;
import org.ravel.registry.ModelReference;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.report.ComparedModel;
import org.ravel.report.Evaluated;
import org.ravel.report.ReportContext.LearningPoint;
import org.ravel.report.TrainingProvenance;
import org.ravel.storage.Storage;

/** Finds what a user names for a comparison: models, trainings, versions of a registry, reports. */
public final class ModelLookup {
  private static final String REPORT = "report.json";

  /** Bytes of the largest report that is read. */
  private static final int LIMIT = 64 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final JobContext context;
  private final Storage storage;
  private final ProvenanceReader provenance;
  private final List<Path> reports;

  /**
   * A lookup.
   *
   * @param reports folders of reports, each of which is used for the model that it is on
   */
  public ModelLookup(JobContext context, List<String> reports) {
    this.context = context;
    this.storage = context.storage();
    this.provenance = new ProvenanceReader(storage);
    this.reports = reports.stream().map(storage::qualified).map(ModelLookup::reportIn).toList();
    this.reports.forEach(this::read);
  }

  /**
   * What a name stands for.
   *
   * @throws InputException if there is no model, training or report of that name
   */
  public ComparedModel find(String name) {
    if (ModelReference.matches(name)) {
      ModelReference reference = ModelReference.parse("compare", name);
      Registry registry =
          new Registry(storage, context.config().registry().path(), reference.registry());
      Version version = registry.resolve(reference);
      Path folder = registry.folder(version);
      return model(
          registry.reference(version).toString(), folder, new Path(folder, "evaluation.json"));
    }
    Path folder = storage.qualified(name);
    if (storage.exists(reportIn(folder))) {
      return report(name, reportIn(folder));
    }
    if (storage.exists(new Path(folder, ModelStore.DESCRIPTION))) {
      return model(name, folder, beside(folder));
    }
    if (TrainingFolder.is(storage, folder)) {
      TrainingFolder training = new TrainingFolder(context, folder);
      return compared(name, training.provenance(), training.metrics(), beside(folder));
    }
    throw new InputException(
        "%s holds no model (model.json), no training (config.conf and metrics.jsonl) and no report (report.json); name the folder of one, or a version as registry://NAME/7"
            .formatted(folder));
  }

  private ComparedModel model(String name, Path folder, Path report) {
    return compared(
        name, provenance.model(folder), new ModelStore(storage).metrics(folder), report);
  }

  /** With the first report that is on this network. */
  private ComparedModel compared(
      String name, TrainingProvenance training, String metrics, Path nearest) {
    List<Path> candidates = new ArrayList<>(reports);
    candidates.add(nearest);
    Evaluated evaluated =
        candidates.stream()
            .filter(storage::exists)
            .filter(
                report ->
                    Objects.equals(
                        Evaluated.modelDigest(read(report)), training.network().digest()))
            .findFirst()
            .map(report -> Evaluated.of(report.toString(), read(report)))
            .orElse(null);
    return new ComparedModel(name, training, MetricsFile.learningCurve(metrics), evaluated);
  }

  private ComparedModel report(String name, Path file) {
    JsonNode json = read(file);
    if (!json.path("training").isObject()) {
      throw new InputException(
          "%s does not say how its model was trained: an older version wrote it; name the model's folder, with --report for this one, or run ravel evaluate again"
              .formatted(file));
    }
    List<LearningPoint> curve = new ArrayList<>();
    json.path("learningCurve")
        .forEach(
            point ->
                curve.add(
                    new LearningPoint(
                        point.path("epoch").asDouble(Double.NaN),
                        point.path("round").asLong(),
                        point.path("trainingLoss").asDouble(Double.NaN),
                        number(point, "validationLoss"),
                        point.path("learningRate").asDouble(Double.NaN),
                        point.path("tokensPerSecond").asDouble(Double.NaN),
                        MetricsFile.figures(point))));
    try {
      return new ComparedModel(
          name,
          JSON.treeToValue(json.get("training"), TrainingProvenance.class),
          curve,
          Evaluated.of(file.toString(), json));
    } catch (JsonProcessingException e) {
      throw malformed(file, e);
    }
  }

  private JsonNode read(Path report) {
    try {
      JsonNode json = JSON.readTree(storage.readText(report, LIMIT));
      if (!json.path("evaluation").isObject()) {
        throw new InputException(
            "%s is no report of ravel evaluate; name one that is".formatted(report));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw malformed(report, e);
    }
  }

  private static InputException malformed(Path report, JsonProcessingException e) {
    return new InputException(
        "%s is no report: %s; run ravel evaluate again".formatted(report, e.getOriginalMessage()),
        e);
  }

  private static Double number(JsonNode node, String key) {
    return node.path(key).isNumber() ? node.path(key).asDouble() : null;
  }

  private static Path reportIn(Path folder) {
    return new Path(folder, REPORT);
  }

  /** Where evaluate puts the report on a model by default. */
  private static Path beside(Path folder) {
    return folder.getParent() == null
        ? reportIn(folder)
        : new Path(folder.getParent(), "report/" + REPORT);
  }
}
