package org.ravel.config;

import java.util.List;
import java.util.stream.Stream;

/** What fits a cell that runs in plain loops, such as {@code model.cell = second-order}. */
final class PlainCellRules {
  private PlainCellRules() {}

  /** Refuses what such a cell cannot do. */
  static void require(Task task, ModelConfig model) {
    if (!model.cell().isPlain()) {
      return;
    }
    Condition cell = new Condition("model.cell = " + ConfigNames.of(model.cell()));
    cell.requireOneOf(tasks(model.cell()), "task", task);
    cell.requireFalse("model.bidirectional", model.bidirectional());
    cell.requireZero("model.weight-dropout", model.weightDropout());
    cell.requireNot(
        CharactersConfig.Network.RECURRENT,
        "model.characters.network",
        model.characters().network());
  }

  private static List<Task> tasks(ModelConfig.CellKind cell) {
    List<Task> labels =
        List.of(Task.LABELLING, Task.CLASSIFICATION, Task.MULTI_LABEL, Task.RECOGNITION);
    if (cell == ModelConfig.CellKind.SECOND_ORDER) {
      // A text has many beginnings, and state that is set to zero at each.
      return labels;
    }
    return Stream.concat(Stream.of(Task.LANGUAGE_MODEL), labels.stream()).toList();
  }
}
