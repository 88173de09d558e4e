package org.ravel.pipeline;

import java.util.Locale;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingEvents.Round;
import org.ravel.training.TrainingEvents.Times;

/**
 * The live line of a training: rewritten in place on a terminal, printed now and then into a log.
 */
final class ConsoleProgress {
  private static final double SECONDS_BETWEEN_LOG_LINES = 10;

  private final JobContext context;

  @SuppressWarnings("SystemConsoleNull") // on Java 17 there is no console without a terminal
  private final boolean terminal = System.console() != null;

  private double lastPrinted = Double.NEGATIVE_INFINITY;
  private boolean lineIsOpen;

  ConsoleProgress(JobContext context) {
    this.context = context;
  }

  void round(Round round) {
    String line =
        String.format(
            Locale.ROOT,
            "epoch %.2f  round %,d  loss %.4f  perplexity %.3f  %,.0f tokens/s%s  %s left",
            round.epoch(),
            round.round(),
            round.loss(),
            round.perplexity(),
            round.tokensPerSecond(),
            round.times().map(ConsoleProgress::shares).orElse(""),
            duration(round.secondsLeft()));
    if (terminal) {
      context.err().print("\r\033[K" + line);
      context.err().flush();
      lineIsOpen = true;
    } else if (round.seconds() - lastPrinted >= SECONDS_BETWEEN_LOG_LINES) {
      context.tell(line);
      lastPrinted = round.seconds();
    }
  }

  void validated(Measured measured) {
    end();
    measured
        .loss()
        .ifPresent(
            loss ->
                context.tell(
                    "epoch %.2f  validation loss %.4f  perplexity %.3f%s"
                        .formatted(
                            measured.epoch(),
                            loss,
                            Math.exp(loss),
                            measured.best() ? "  (best)" : "")));
    if (measured.isAboveUniform()) {
      context.tell(
          "warning: this validation loss is above %.4f, that of guessing uniformly among the tokens of the vocabulary: the training diverges, or has hardly begun"
              .formatted(measured.uniformLoss()));
    }
    if (!measured.sample().isBlank()) {
      context.tell("  | %s".formatted(measured.sample().strip().replace("\n", "\n  | ")));
    }
  }

  /** Leaves the live line as it stands and goes on below it. */
  void end() {
    if (lineIsOpen) {
      context.err().println();
      lineIsOpen = false;
    }
  }

  /** Where the time goes, in per cent. */
  private static String shares(Times times) {
    double percent = 100 / times.sum();
    return String.format(
        Locale.ROOT,
        " (compute %.0f %%, broadcast %.0f %%, combine %.0f %%, scheduling %.0f %%)",
        times.compute() * percent,
        times.broadcast() * percent,
        times.combine() * percent,
        times.scheduling() * percent);
  }

  private static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
