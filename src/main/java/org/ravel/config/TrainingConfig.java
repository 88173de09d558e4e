package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * Training in rounds on the workers that {@link AveragingConfig} has.
 *
 * @param path the run's folder: metrics as they come, checkpoints, and the best model so far
 * @param method how the weights are found
 * @param evolution settings of {@code method = evolution}
 * @param hessianFree settings of {@code method = hessian-free}
 * @param engine what runs the rounds
 * @param minibatchSize sequences per worker and minibatch
 * @param lengthPool minibatches of independent examples whose examples are sorted by length
 *     together
 * @param epochs passes over the training split; 0 for a model of given weights
 * @param carryState whether the hidden state goes on from minibatch to minibatch
 * @param stateReset how probable it is that it is zero instead, for each row of a minibatch
 * @param kernels whose recurrent layers are trained
 * @param clipNorm the largest global L2 norm of the gradient of the mean loss per token; 0 for no
 *     clipping
 * @param unknownDropout how probable it is that a token that the training split has once is read as
 *     an unknown one
 * @param classWeights how much the labels count
 * @param labelSmoothing share of each target that is spread over the whole vocabulary
 * @param lossOver which nodes of trees count
 * @param activationRegularisation factor of the mean square of the last recurrent layer's output in
 *     the loss
 * @param temporalRegularisation factor of the mean square of its changes from step to step
 * @param attentionRegularisation factor, in the loss, of the mean square of what the attention to a
 *     step of the source, summed over the target, lacks to 1 or has more
 * @param weightAveraging the mean of the parameters that is measured and published
 */
public record TrainingConfig(
    String path,
    Method method,
    EvolutionConfig evolution,
    HessianFreeConfig hessianFree,
    EngineKind engine,
    int minibatchSize,
    int lengthPool,
    int epochs,
    boolean carryState,
    double stateReset,
    KernelKind kernels,
    double clipNorm,
    double unknownDropout,
    ClassWeightsConfig classWeights,
    double labelSmoothing,
    LossOver lossOver,
    double activationRegularisation,
    double temporalRegularisation,
    double attentionRegularisation,
    UpdaterConfig updater,
    ScheduleConfig schedule,
    WeightAveragingConfig weightAveraging,
    ValidationConfig validation,
    CheckpointConfig checkpoint,
    SampleConfig sample) {

  private static final int MOST_POOL = 10_000;

  public TrainingConfig {
    Require.path("training.path", path);
    Require.present("training.evolution", evolution);
    Require.present("training.engine", engine);
    Require.present("training.method", method);
    Require.minibatchSize("training.minibatch-size", minibatchSize);
    Require.between(1, MOST_POOL, "training.length-pool", lengthPool);
    Require.atLeast(0, "training.epochs", epochs);
    Require.notNegative("training.clip-norm", clipNorm);
    Require.probability("training.unknown-dropout", unknownDropout);
    Require.present("training.class-weights", classWeights);
    Require.fraction("training.label-smoothing", labelSmoothing);
    Require.present("training.loss-over", lossOver);
    Require.notNegative("training.activation-regularisation", activationRegularisation);
    Require.notNegative("training.temporal-regularisation", temporalRegularisation);
    Require.notNegative("training.attention-regularisation", attentionRegularisation);
    Require.probability("training.state-reset", stateReset);
    Require.present("training.kernels", kernels);
    Require.that(
        epochs == 0
            || schedule.name() != ScheduleConfig.Kind.LINEAR
            || schedule.warmupEpochs() < epochs,
        "training.schedule.warmup-epochs",
        schedule.warmupEpochs(),
        "be below training.epochs, which is %d, with training.schedule.name = linear"
            .formatted(epochs));
  }

  /** Whether the last recurrent layer's output is part of the loss. */
  public boolean regularisesActivations() {
    return activationRegularisation > 0 || temporalRegularisation > 0;
  }

  /** How weights are found. */
  public enum Method {
    /** By gradients, in rounds of averaging. */
    AVERAGING,
    /** By generations of candidates, without gradients. */
    EVOLUTION,
    /** By a quadratic model of the loss a round, on the minibatches of all workers. */
    @JsonAlias("hessian-free")
    HESSIAN_FREE
  }

  /** What runs the rounds of averaging. */
  public enum EngineKind {
    /** This project's. */
    RAVEL,
    /** Deeplearning4j's parameter averaging, for comparison. */
    DL4J
  }

  /** Which nodes of trees count. */
  public enum LossOver {
    /** All that have a label. */
    NODES,
    /** The root alone. */
    ROOT
  }

  /** Whose recurrent layers are trained. */
  public enum KernelKind {
    /** This project's. */
    FAST,
    /** Deeplearning4j's, which its engine trains. */
    STOCK
  }

  /**
   * When the model is measured, and when training stops early.
   *
   * @param everyRounds rounds of averaging between two validations; 0 for one at each epoch's end
   * @param bestBy what makes a validation the best
   * @param patience validations without improvement after which training stops; 0 for never
   * @param minImprovement by how much the loss must fall, in nats per target, or the score rise, as
   *     a share of 1, to count as improvement
   * @param aboveUniform what becomes of a model that does worse than guessing
   */
  public record ValidationConfig(
      int everyRounds,
      BestBy bestBy,
      int patience,
      double minImprovement,
      AboveUniform aboveUniform) {

    /** What makes a validation the best. */
    public enum BestBy {
      /** The lowest loss. */
      LOSS,
      /** The highest accuracy, or F1 of spans where the labels are of spans. */
      SCORE,
      /** The latest. */
      LAST
    }

    /** What becomes of a model whose validation loss is above the uniform baseline's. */
    public enum AboveUniform {
      /** The training fails, and the model is not published. */
      FAIL,
      /** The model is published. */
      PUBLISH
    }

    public ValidationConfig {
      Require.atLeast(0, "training.validation.every-rounds", everyRounds);
      Require.present("training.validation.best-by", bestBy);
      Require.atLeast(0, "training.validation.patience", patience);
      Require.notNegative("training.validation.min-improvement", minImprovement);
      Require.present("training.validation.above-uniform", aboveUniform);
    }
  }

  /**
   * When the state of the run is written, from which it can go on.
   *
   * @param everyRounds rounds between two checkpoints; 0 for no such rule
   * @param everyMinutes minutes between two checkpoints, with the first round that ends after them;
   *     0 for no such rule
   * @param keep how many are kept
   */
  public record CheckpointConfig(int everyRounds, double everyMinutes, int keep) {

    public CheckpointConfig {
      Require.atLeast(0, "training.checkpoint.every-rounds", everyRounds);
      Require.notNegative("training.checkpoint.every-minutes", everyMinutes);
      Require.atLeast(1, "training.checkpoint.keep", keep);
    }
  }

  /**
   * What is written at each validation, to watch the model learn.
   *
   * @param sentences of the validation split that a translation writes; 0 for none
   * @param length tokens that a language model generates; 0 for none
   * @param prime text to start from
   * @param temperature see {@link GenerationConfig}
   */
  public record SampleConfig(int sentences, int length, String prime, double temperature) {
    private static final int MOST_SENTENCES = 100;

    public SampleConfig {
      Require.between(0, MOST_SENTENCES, "training.sample.sentences", sentences);
      Require.atLeast(0, "training.sample.length", length);
      Require.present("training.sample.prime", prime);
      Require.notNegative("training.sample.temperature", temperature);
    }
  }
}
