package org.ravel.pipeline;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.ravel.config.TrainingConfig.ValidationConfig.BestBy;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingEvents.Round;
import org.ravel.training.round.RoundTiming;
import org.ravel.wording.Phrases;

/** A training on the console: a live line for the rounds, a line for each validation. */
final class ConsoleProgress {
  private final JobContext context;
  private final LiveLine line;
  private final TimeLeft timeLeft;

  ConsoleProgress(JobContext context) {
    this.context = context;
    this.line = new LiveLine(context.console(), Double.NEGATIVE_INFINITY);
    this.timeLeft = new TimeLeft(context.config().training().epochs());
  }

  void round(Round round) {
    OptionalDouble left = timeLeft.after(round.epoch(), round.seconds());
    line.show(
        round.seconds(),
        () ->
            String.format(
                Locale.ROOT,
                "epoch %.2f  round %,d  loss %.4f%s  %,.0f %ss/s%s%s",
                round.epoch(),
                round.round(),
                round.loss(),
                TaskWords.perplexity(context.config().task(), round.loss()),
                round.tokensPerSecond(),
                context.config().task().target(),
                round.times().map(ConsoleProgress::shares).orElse(""),
                left.isPresent() ? "  %s left".formatted(Phrases.clock(left.getAsDouble())) : ""));
  }

  void validated(Measured measured) {
    end();
    measured
        .loss()
        .ifPresent(
            loss ->
                context.tell(
                    "epoch %.2f  validation loss %.4f%s%s%s"
                        .formatted(
                            measured.epoch(),
                            loss,
                            TaskWords.perplexity(context.config().task(), loss),
                            figures(measured.figures()),
                            measured.best() && !isLastKept() ? "  (best)" : "")));
    if (measured.isAboveUniform()) {
      context.tell(
          "warning: this validation loss is above %.4f, that of guessing uniformly: the training diverges, or has hardly begun"
              .formatted(measured.uniformLoss()));
    }
    if (!measured.sample().isBlank()) {
      context.tell("  | %s".formatted(measured.sample().strip().replace("\n", "\n  | ")));
    }
    measured
        .sentences()
        .forEach(
            one ->
                context.tell(
                    "  | source     %s%n  | reference  %s%n  | output     %s"
                        .formatted(one.source(), one.reference(), one.output())));
  }

  /** Whether the latest model is kept, better or not. */
  private boolean isLastKept() {
    return context.config().training().validation().bestBy() == BestBy.LAST;
  }

  private String figures(Map<String, Double> figures) {
    StringBuilder text = new StringBuilder();
    figures.forEach(
        (name, value) -> text.append(TaskWords.figure(context.config().task(), name, value)));
    return text.toString();
  }

  /** Leaves the live line as it is and goes on below it. */
  void end() {
    context.console().settle();
  }

  /** Where the time goes, in per cent. */
  private static String shares(RoundTiming times) {
    double percent = 100 / times.sum();
    return String.format(
        Locale.ROOT,
        " (compute %.0f %%, broadcast %.0f %%, combine %.0f %%, scheduling %.0f %%)",
        times.compute() * percent,
        times.broadcast() * percent,
        times.combine() * percent,
        times.scheduling() * percent);
  }
}
