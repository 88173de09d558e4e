package org.ravel.pipeline;

import java.util.Locale;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;

/** What a task's loss is told with. */
final class TaskWords {
  private TaskWords() {}

  /** The unit of a loss, and a space; nothing where it has none. */
  static String nats(RavelConfig config) {
    boolean isDensity =
        switch (config.model().output()) {
          case GAUSSIAN, STUDENT_T -> true;
          case SQUARED_ERROR, QUANTILES -> false;
        };
    return !config.task().predictsNumbers() || isDensity ? "nats " : "";
  }

  /** A figure of a validation: errors of numbers are in their own units, all others are shares. */
  static String figure(Task task, String name, double value) {
    return task.predictsNumbers()
        ? String.format(Locale.ROOT, "  %s %.5g", name, value)
        : String.format(Locale.ROOT, "  %s %.2f %%", name, 100 * value);
  }

  /** The perplexity behind the loss of a text; nothing behind that of labels. */
  static String perplexity(Task task, double loss) {
    return switch (task) {
      case LANGUAGE_MODEL, TRANSLATION, CAPTIONING ->
          String.format(Locale.ROOT, "  perplexity %.3f", Math.exp(loss));
      case LABELLING, CLASSIFICATION, MULTI_LABEL, RECOGNITION, REGRESSION, TREE, FORECASTING -> "";
    };
  }
}
