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
    PrepareConfig prepare,
    CompactionConfig compaction,
    ModelConfig model,
    TrainingConfig training,
    AveragingConfig averaging,
    EvaluationConfig evaluation,
    GenerationConfig generation,
    ScoringConfig scoring,
    RegistryConfig registry,
    RetrainingConfig retraining) {

  public RavelConfig {
    Require.path("output", output);
    Require.that(
        vocabulary.from() == null
            || prepare.drift().action() != PrepareConfig.DriftConfig.Action.REBUILD,
        "prepare.drift.action",
        "rebuild",
        "be report or fail with vocabulary.from, which a rebuild would use again");
    boolean stock = training.kernels() == TrainingConfig.Kernels.STOCK;
    Require.that(
        !stock || model.cell() != ModelConfig.Cell.GRU,
        "model.cell",
        ConfigNames.of(model.cell()),
        "be lstm or elman with training.kernels = stock");
    Require.that(
        !stock || !model.lstm().peepholes(),
        "model.lstm.peepholes",
        model.lstm().peepholes(),
        "be false with training.kernels = stock");
    Require.that(
        !stock || !model.tieEmbeddings(),
        "model.tie-embeddings",
        model.tieEmbeddings(),
        "be false with training.kernels = stock");
    boolean dl4j = training.engine() == TrainingConfig.Engine.DL4J;
    Require.that(
        !dl4j || averaging.updaterState() == AveragingConfig.UpdaterState.AVERAGE,
        "averaging.updater-state",
        ConfigNames.of(averaging.updaterState()),
        "be average with training.engine = dl4j");
    Require.that(
        !dl4j || averaging.outer().step() == AveragingConfig.OuterConfig.Step.PLAIN,
        "averaging.outer.step",
        ConfigNames.of(averaging.outer().step()),
        "be plain with training.engine = dl4j");
    Require.that(
        !dl4j || averaging.onDivergence() == AveragingConfig.Divergence.STOP,
        "averaging.on-divergence",
        ConfigNames.of(averaging.onDivergence()),
        "be stop with training.engine = dl4j");
  }

  /** The same with another way of averaging. */
  public RavelConfig with(AveragingConfig other) {
    return new RavelConfig(
        output,
        seed,
        corpus,
        vocabulary,
        split,
        shards,
        prepare,
        compaction,
        model,
        training,
        other,
        evaluation,
        generation,
        scoring,
        registry,
        retraining);
  }
}
