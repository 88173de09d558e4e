package org.ravel.config;

import java.util.List;

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
    // A text has many beginnings, and state that is set to zero at each.
    return cell == ModelConfig.CellKind.SECOND_ORDER
        ? Task.ofLabelledSequences()
        : Task.ofSequences();
  }
}
