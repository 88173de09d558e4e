package org.ravel.pipeline;

import java.util.Locale;
import org.ravel.config.Task;

/** What a task's loss is told with. */
final class TaskWords {
  private TaskWords() {}

  /** The perplexity behind the loss of a text; nothing behind that of labels. */
  static String perplexity(Task task, double loss) {
    return switch (task) {
      case LANGUAGE_MODEL, TRANSLATION, CAPTIONING ->
          String.format(Locale.ROOT, "  perplexity %.3f", Math.exp(loss));
      case LABELLING, CLASSIFICATION, MULTI_LABEL, TREE, FORECASTING -> "";
    };
  }
}
