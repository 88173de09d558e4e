package org.ravel.config;

import java.util.List;

/** What fits {@code model.cell = second-order}. */
final class SecondOrderRules {
  private static final Condition CELL = new Condition("model.cell = second-order");

  private SecondOrderRules() {}

  /** Refuses what such a cell cannot do. */
  static void require(Task task, ModelConfig model) {
    if (model.cell() != ModelConfig.CellKind.SECOND_ORDER) {
      return;
    }
    CELL.requireOneOf(List.of(Task.LABELLING, Task.CLASSIFICATION, Task.MULTI_LABEL), "task", task);
    CELL.requireFalse("model.bidirectional", model.bidirectional());
    CELL.requireZero("model.weight-dropout", model.weightDropout());
    CELL.requireNot(
        CharactersConfig.Network.RECURRENT,
        "model.characters.network",
        model.characters().network());
  }
}
