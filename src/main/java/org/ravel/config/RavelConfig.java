package org.ravel.config;

/**
 * The whole configuration of a run; every part is validated by its own record.
 *
 * @param output where the commands put what they make, unless one of the paths says otherwise
 * @param seed the seed of all pseudo-random choices that have no seed of their own
 */
public record RavelConfig(
    String output,
    long seed,
    CorpusConfig corpus,
    VocabularyConfig vocabulary,
    SplitConfig split,
    ShardsConfig shards,
    ModelConfig model,
    TrainingConfig training,
    EvaluationConfig evaluation,
    GenerationConfig generation) {

  public RavelConfig {
    Require.path("output", output);
  }
}
