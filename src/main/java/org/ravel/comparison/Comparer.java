package org.ravel.comparison;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.GateConfig;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.RetrainingConfig;
import org.ravel.config.Split;
import org.ravel.evaluation.Evaluator;
import org.ravel.network.NetworkSnapshot;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;

/**
 * Measures champion and challenger on the same held-out text and compares them by each metric, on
 * each holdout and on each slice of it.
 *
 * <p>The driver keeps 32 bytes per sequence and model, twice as much for a moment while they
 * arrive, and 96 bytes per sequence of one slice at a time: some 160 MB for a million sequences.
 * The result depends on the models, the text, the configuration and the seed alone; a slice that is
 * added changes nothing for the others.
 */
public final class Comparer {
  private final Evaluator evaluator;
  private final RetrainingConfig config;
  private final long seed;

  /**
   * Compares as the configuration says.
   *
   * @param evaluator how splits are walked
   * @param seed of the bootstrap
   */
  public Comparer(Evaluator evaluator, RetrainingConfig config, long seed) {
    this.evaluator = evaluator;
    this.config = config;
    this.seed = seed;
  }

  /**
   * Compares two models.
   *
   * @param holdouts text by holdout, such as {@link ShardSet#firstGeneration()} and {@link
   *     ShardSet#generations}; one whose split is empty is left out. All must have the vocabulary
   *     of both models: perplexities per token of different vocabularies cannot be compared
   * @return holdout after holdout, the whole of each before its slices, perplexity before accuracy
   * @throws org.ravel.error.InputException if a model's vocabulary is of another size than the
   *     shards', or if a shard file is not what the manifest says
   */
  public List<Comparison> compare(
      NetworkSnapshot champion, NetworkSnapshot challenger, Map<Holdout, ShardSet> holdouts) {
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
      NetworkSnapshot champion, NetworkSnapshot challenger, Holdout holdout, ShardSet shards) {
    PairedUnits units =
        new PairedUnits(
            evaluator.unitSums(champion, shards, split()),
            evaluator.unitSums(challenger, shards, split()));
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
          for (GateConfig.Metric metric : GateConfig.Metric.values()) {
            if (sample.units() > 0) {
              comparisons.add(
                  new MetricComparison(config.gate(), units.champion().metrics(), seed)
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
