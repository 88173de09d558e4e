package org.ravel.pipeline;

import org.apache.hadoop.fs.Path;
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
    boolean learns = context.config().model().kind().isNetwork();
    String what =
        "the %s is %.4f nats, above %.4f, that of guessing uniformly%s"
            .formatted(
                lossOfModel(),
                result.bestLoss().getAsDouble(),
                result.uniformLoss(),
                learns ? ": the training has diverged, or has hardly begun" : "");
    switch (context.config().training().validation().aboveUniform()) {
      case FAIL ->
          throw new TrainingException(
              "%s; its model stays in %s and is not published: %s; or publish it all the same with --set training.validation.above-uniform=publish"
                  .formatted(
                      what,
                      RunFolder.best(run),
                      learns
                          ? "lower training.updater.learning-rate or training.clip-norm, or train longer, and give --overwrite"
                          : "fit it to data like those of the validation split, and give --overwrite"));
      case PUBLISH -> context.tell("warning: " + what);
    }
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
