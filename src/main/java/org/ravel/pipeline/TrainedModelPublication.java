package org.ravel.pipeline;

import org.apache.hadoop.fs.Path;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.error.TrainingException;
import org.ravel.model.ModelStore;
import org.ravel.training.TrainingResult;
import org.ravel.wording.Phrases;

/** What becomes of a training that is over: it is told, and its model published. */
final class TrainedModelPublication {
  private final JobContext context;
  private final Path run;

  /**
   * A publication.
   *
   * @param run the training's folder
   */
  TrainedModelPublication(JobContext context, Path run) {
    this.context = context;
    this.run = run;
  }

  /**
   * Publishes the best model.
   *
   * @param model where
   * @throws TrainingException if it does worse than guessing and nobody wants it all the same
   */
  void publish(TrainingResult result, Path model) {
    tell(result);
    requireBelowUniform(result);
    new ModelStore(context.storage())
        .promote(RunFolder.best(run), RunFolder.metrics(run), model, context.overwrite());
  }

  /** A model that does worse than guessing is no model, unless somebody wants it all the same. */
  private void requireBelowUniform(TrainingResult result) {
    if (!result.isAboveUniform()) {
      return;
    }
    RavelConfig config = context.config();
    String what =
        "the %s is %.4f nats, above %.4f, that of guessing uniformly%s"
            .formatted(
                lossOfModel(),
                result.bestLoss().getAsDouble(),
                result.uniformLoss(),
                reason(config));
    switch (config.training().validation().aboveUniform()) {
      case FAIL ->
          throw new TrainingException(
              "%s; its model stays in %s and is not published: %s; or publish it all the same with --set training.validation.above-uniform=publish"
                  .formatted(what, RunFolder.best(run), remedy(config)));
      case PUBLISH -> context.tell("warning: " + what);
    }
  }

  /** Why it is so, as far as that can be known; begins with a colon where it can. */
  static String reason(RavelConfig config) {
    if (!config.model().kind().isNetwork()) {
      return "";
    }
    return isGiven(config)
        ? ": the weights of model.weights-from were not trained"
        : ": the training has diverged, or has hardly begun";
  }

  /** What to do for a better model. */
  static String remedy(RavelConfig config) {
    String change;
    if (!config.model().kind().isNetwork()) {
      change = "fit it to data like those of the validation split";
    } else if (isGiven(config)) {
      change = "correct the file, or train with training.epochs above 0";
    } else if (config.training().method() == TrainingConfig.Method.AVERAGING) {
      change = "lower training.updater.learning-rate or training.clip-norm, or train longer";
    } else {
      // A search without a learning rate begins with random weights, and gets better.
      change = "train longer (training.epochs), or with another seed";
    }
    return change + ", and give --overwrite";
  }

  private static boolean isGiven(RavelConfig config) {
    return config.training().epochs() == 0;
  }

  private void tell(TrainingResult result) {
    String target = context.config().task().target();
    context.tell(
        "%s after %.2f epochs, %s, %s, %.0f s (%,.0f %ss/s in training)"
            .formatted(
                result.stoppedEarly() ? "stopped early" : "done",
                result.epochs(),
                Phrases.count(result.rounds(), "round"),
                Phrases.count(result.tokens(), target),
                result.seconds(),
                result.tokensPerSecond(),
                target));
    result
        .bestLoss()
        .ifPresent(
            loss ->
                context.tell(
                    "%s %.4f %sper %s%s"
                        .formatted(
                            lossOfModel(),
                            loss,
                            TaskWords.nats(context.config()),
                            target,
                            TaskWords.perplexity(context.config().task(), loss))));
  }

  /** What the loss of the validation whose parameters are kept is called. */
  private String lossOfModel() {
    return switch (context.config().training().validation().bestBy()) {
      case LOSS -> "best validation loss";
      case SCORE -> "validation loss of the best model";
      case LAST -> "validation loss of the last model";
    };
  }
}
