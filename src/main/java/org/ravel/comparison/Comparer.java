package org.ravel.comparison;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ravel.config.ConfigNames;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.RetrainingConfig;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.error.ConfigurationException;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.network.PredictorSource;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;

/**
 * Measures champion and challenger on the same held-out text and compares them by each metric, on
 * each holdout and on each slice of it.
 *
 * <p>Of a language model the driver keeps 32 bytes per sequence and model, twice as much for a
 * moment while they arrive, and 96 bytes per sequence of one slice at a time: some 160 MB for a
 * million sequences. Other tasks have more sums, most of all those of macro F1. The result depends
 * on the models, the text, the configuration and the seed alone; a slice that is added changes
 * nothing for the others.
 */
public final class Comparer {
  /** Sums of a model on a holdout: 1 GiB. */
  private static final long MOST_SUMS = 1L << 27;

  private final Evaluator evaluator;
  private final RetrainingConfig config;
  private final Task task;
  private final long seed;

  /**
   * Compares as the configuration says.
   *
   * @param evaluator how splits are walked
   * @param task of the models
   * @param seed of the bootstrap
   */
  public Comparer(Evaluator evaluator, RetrainingConfig config, Task task, long seed) {
    this.evaluator = evaluator;
    this.config = config;
    this.task = task;
    this.seed = seed;
  }

  /**
   * Refuses rules that could not be applied, before anything is trained.
   *
   * @throws ConfigurationException if the labels do not have a rule's metric, or its sums would
   *     take too much memory
   */
  public void require(Map<Holdout, ShardSet> holdouts) {
    for (ShardSet shards : holdouts.values()) {
      UnitMetrics metrics = metrics(shards);
      long sequences = hasTargets(shards) ? shards.split(split()).sequences() : 0;
      if (sequences * metrics.width() > MOST_SUMS) {
        throw new ConfigurationException(
            "a comparison of models takes %,d sums on the driver for each of the %,d sequences of the %s split and each model, more than %,d together; use %sa smaller split"
                .formatted(metrics.width(), sequences, split().key(), MOST_SUMS, fewerSums()));
      }
    }
  }

  /** What else than fewer sequences would take less memory; empty if nothing. */
  private String fewerSums() {
    return config.gate().metrics(task).stream()
        .filter(metric -> metric.isOfWritten() || metric == Metric.MACRO_F1)
        .findFirst()
        .map(
            metric ->
                "accuracy in place of metric = %s in retraining.gate.rules, or "
                    .formatted(ConfigNames.of(metric)))
        .orElse("");
  }

  /** A model's figures on a holdout, by metric; none if its split is empty. */
  public Map<Metric, Double> measure(PredictorSource model, ShardSet shards) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    if (hasTargets(shards)) {
      UnitMetrics metrics = metrics(shards);
      double[] total = evaluator.unitSums(model, shards, split(), metrics).total();
      compared(metrics).forEach(metric -> figures.put(metric, metrics.statistic(metric).of(total)));
    }
    return figures;
  }

  private UnitMetrics metrics(ShardSet shards) {
    return evaluator.metrics(shards, config.gate().metrics(task));
  }

  private Set<Metric> compared(UnitMetrics metrics) {
    Set<Metric> compared = EnumSet.copyOf(metrics.shown());
    compared.addAll(config.gate().metrics(task));
    return compared;
  }

  /**
   * Compares two models.
   *
   * @param holdouts text by holdout, such as {@link ShardSet#firstGeneration()} and {@link
   *     ShardSet#generations}; one whose split is empty is left out. All must have the vocabulary
   *     of both models: perplexities per token of different vocabularies cannot be compared
   * @return holdout after holdout, the whole of each before its slices, the metric to look at first
   *     before the others
   * @throws org.ravel.error.InputException if a model's vocabulary is of another size than the
   *     shards', or if a shard file is not what the manifest says
   */
  public List<Comparison> compare(
      PredictorSource champion, PredictorSource challenger, Map<Holdout, ShardSet> holdouts) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Holdout holdout : Holdout.values()) {
      ShardSet shards = holdouts.get(holdout);
      if (shards != null && hasTargets(shards)) {
        comparisons.addAll(compare(champion, challenger, holdout, shards));
      }
    }
    return comparisons;
  }

  private boolean hasTargets(ShardSet shards) {
    Manifest.SplitPart part = shards.manifest().splits().get(split());
    return part != null && part.targets() > 0;
  }

  private List<Comparison> compare(
      PredictorSource champion, PredictorSource challenger, Holdout holdout, ShardSet shards) {
    UnitMetrics metrics = metrics(shards);
    PairedUnits units =
        new PairedUnits(
            evaluator.unitSums(champion, shards, split(), metrics),
            evaluator.unitSums(challenger, shards, split(), metrics));
    List<Manifest.Source> sources = shards.manifest().sources();
    BitSet all = new BitSet(sources.size());
    all.set(0, sources.size());
    Map<String, BitSet> parts = new LinkedHashMap<>();
    parts.put(null, all);
    parts.putAll(Slices.of(config.slices(), sources));
    List<Comparison> comparisons = new ArrayList<>();
    parts.forEach(
        (slice, chosen) -> {
          PairedSample sample = units.sample(chosen, config.gate().runLength());
          for (Metric metric : compared(metrics)) {
            if (sample.units() > 0) {
              comparisons.add(
                  new MetricComparison(config.gate(), metrics, seed)
                      .compare(holdout, slice, metric, sample));
            }
          }
        });
    return comparisons;
  }

  private Split split() {
    return config.gate().split();
  }
}
