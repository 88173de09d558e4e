package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.config.RetrainingConfig.InspectionConfig;
import org.ravel.config.Split;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.evaluation.unit.UnitSums;
import org.ravel.network.PredictorSource;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;

/**
 * Lets the champion read what is new before anything learns from it. Damaged text, text of another
 * kind and wrong labels have a perplexity far above that of what was held out, which the model
 * knows the like of. The perplexity is that of each target: a token, or a label.
 */
final class InspectionStage {
  /** The mean over fewer targets is mostly chance. */
  private static final long LEAST_TARGETS = 100;

  private static final int MOST_FILES = 10;

  private final JobContext context;
  private final InspectionConfig config;
  private final Evaluator evaluator;
  private final Configuration hadoop;

  InspectionStage(JobContext context, SparkSession session) {
    RavelConfig all = context.config();
    this.context = context;
    this.config = all.retraining().inspection();
    this.hadoop = session.sparkContext().hadoopConfiguration();
    this.evaluator =
        new Evaluator(
            JavaSparkContext.fromSparkContext(session.sparkContext()), EvaluationSettings.of(all));
  }

  /**
   * Reads the new generations, and chooses.
   *
   * @param all the shards of all generations
   */
  Inspected run(Optional<Champion> champion, ShardSet all, Ingested ingested) {
    GenerationFilter chosen = GenerationFilter.of(config, all.manifest());
    NavigableSet<Integer> withheld = new TreeSet<>(ingested.withheldBefore());
    withheld.addAll(chosen.withheld());
    withheld.removeAll(chosen.admitted());
    Optional<PredictorSource> reader = reader(champion, all);
    Double pinned = reader.map(network -> pinnedPerplexity(network, all)).orElse(null);
    List<TextReading> readings = new ArrayList<>();
    // A champion without figures has nothing to say of any text.
    if (pinned != null && Double.isFinite(pinned)) {
      for (int generation : ingested.fresh()) {
        if (!withheld.contains(generation)) {
          ShardSet text = all.generations(Set.of(generation));
          read(reader.get(), text, pinned).ifPresent(readings::add);
        }
      }
    }
    readings.stream()
        .filter(TextReading::tooStrange)
        .map(TextReading::generation)
        .filter(generation -> !chosen.admitted().contains(generation))
        .forEach(withheld::add);
    List<Integer> fresh =
        ingested.fresh().stream().filter(number -> !withheld.contains(number)).toList();
    Inspected inspected =
        new Inspected(StageResult.FORMAT, pinned, readings, fresh, List.copyOf(withheld));
    tell(inspected);
    return inspected;
  }

  /** Empty where there is no limit, or the champion cannot read. */
  private Optional<PredictorSource> reader(Optional<Champion> champion, ShardSet all) {
    Manifest.SplitPart pinned = all.firstGeneration().manifest().splits().get(split());
    return champion
        .filter(present -> config.perplexityRatioBelow() != null)
        // Values that are unlike those before are what a series may bring, and have no perplexity.
        .filter(present -> !context.config().task().predictsNumbers())
        .filter(present -> present.strangeness(all).isEmpty())
        .filter(present -> pinned != null && pinned.targets() > 0)
        .map(present -> present.model().predictors());
  }

  private double pinnedPerplexity(PredictorSource network, ShardSet all) {
    ShardSet pinned = all.firstGeneration();
    UnitMetrics metrics = metrics(pinned);
    return Math.exp(metrics.loss(evaluator.unitSums(network, pinned, split(), metrics).total()));
  }

  private UnitMetrics metrics(ShardSet shards) {
    return evaluator.metrics(shards, Set.of());
  }

  private Split split() {
    return context.config().retraining().gate().split();
  }

  /** Empty for text that is too short to say anything of. */
  private Optional<TextReading> read(PredictorSource network, ShardSet generation, double pinned) {
    double limit = config.perplexityRatioBelow();
    UnitMetrics metrics = metrics(generation);
    double[] whole = new double[metrics.width()];
    Map<Integer, double[]> files = new TreeMap<>();
    for (Split split : generation.manifest().splits().keySet()) {
      UnitSums sums = evaluator.unitSums(network, generation, split, metrics);
      add(sums.total(), whole);
      sums.bySource()
          .forEach(
              (file, read) ->
                  add(read, files.computeIfAbsent(file, any -> new double[metrics.width()])));
    }
    if (metrics.measured(whole) < LEAST_TARGETS) {
      return Optional.empty();
    }
    double perplexity = Math.exp(metrics.loss(whole));
    List<TextReading.StrangeFile> strange =
        files.entrySet().stream()
            .filter(file -> metrics.measured(file.getValue()) >= LEAST_TARGETS)
            .map(
                file ->
                    new TextReading.StrangeFile(
                        generation.manifest().sources().get(file.getKey()).name(),
                        (long) metrics.measured(file.getValue()),
                        Math.exp(metrics.loss(file.getValue()))))
            .filter(file -> !isBelow(limit, file.perplexity() / pinned))
            .sorted(Comparator.comparingDouble(TextReading.StrangeFile::perplexity).reversed())
            .limit(MOST_FILES)
            .toList();
    boolean tooStrange = !isBelow(limit, perplexity / pinned);
    String excerpt = tooStrange || !strange.isEmpty() ? excerpt(generation, strange) : null;
    return Optional.of(
        new TextReading(
            generation.manifest().generations().get(0).number(),
            (long) metrics.measured(whole),
            perplexity,
            perplexity / pinned,
            tooStrange,
            strange,
            excerpt));
  }

  /** Of the strangest file, or of the whole where no file is strange enough by itself. */
  private String excerpt(ShardSet generation, List<TextReading.StrangeFile> strange) {
    return Excerpt.of(hadoop, generation, strange.isEmpty() ? null : strange.get(0).name());
  }

  /** What is not a number is not below. */
  private static boolean isBelow(double limit, double ratio) {
    return ratio < limit;
  }

  private static void add(double[] more, double[] sums) {
    Arrays.setAll(sums, which -> sums[which] + more[which]);
  }

  private void tell(Inspected inspected) {
    for (TextReading reading : inspected.readings()) {
      context.tell(
          "  generation %d: the champion's perplexity is %.4f, %.4f times that on the pinned holdout"
              .formatted(reading.generation(), reading.perplexity(), reading.ratio()));
    }
    inspected.remarks().forEach(remark -> context.tell("  " + remark));
  }
}
