package org.ravel.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Validation loss of trainings with more or fewer workers on as many tokens: what averaging costs
 * in quality. All have the same schedule.
 */
final class LossPenalty {
  /**
   * One training.
   *
   * @param cell lstm or gru
   * @param hidden units of the recurrent layer
   * @param epochs passes over the text
   * @param outer plain, bmuf or diloco
   * @param minibatch sequences of a worker's minibatch
   * @param learningRate of Adam, at its highest
   * @param seed of the first parameters
   */
  record Trial(
      String cell,
      int hidden,
      int epochs,
      int workers,
      int period,
      String outer,
      int minibatch,
      double learningRate,
      int seed) {
    /** Sequences of one worker's minibatch, or of all workers' together. */
    static final int MINIBATCH = 16;
  }

  private final Trainings trainings;
  private final Path text;

  LossPenalty(Trainings trainings, Path text) {
    this.trainings = trainings;
    this.text = text;
  }

  /** Trains. */
  Trainings.Outcome train(Trial trial) {
    return trainings.train(text, settings(trial));
  }

  private Map<String, Object> settings(Trial trial) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("seed", trial.seed());
    settings.put("split.validation", 0.1);
    settings.put("shards.sequence-length", 64);
    settings.put("model.cell", trial.cell());
    settings.put("model.embedding-size", 64);
    settings.put("model.hidden-size", trial.hidden());
    settings.put("training.minibatch-size", trial.minibatch());
    settings.put("training.epochs", trial.epochs());
    settings.put("training.updater.learning-rate", trial.learningRate());
    settings.put("training.schedule.name", "cosine");
    settings.put("training.schedule.warmup-epochs", 0.1);
    // Once, at the end.
    settings.put("training.validation.every-rounds", Integer.MAX_VALUE);
    settings.put("averaging.workers", trial.workers());
    settings.put("averaging.period", trial.period());
    settings.put("averaging.outer.step", trial.outer());
    // As its authors do: each worker has an Adam of its own.
    settings.put("averaging.updater-state", trial.outer().equals("diloco") ? "keep" : "average");
    return settings;
  }
}
