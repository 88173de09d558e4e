package org.ravel.config;

/** What fits {@code model.start}, {@code model.shortcut} and {@code model.weights-from}. */
final class ConnectionRules {
  private ConnectionRules() {}

  static void require(Task task, ModelConfig model, TrainingConfig training) {
    if (model.weightsFrom() == null) {
      Require.atLeast(1, "training.epochs", training.epochs());
    } else {
      Condition given = new Condition("model.weights-from");
      given.require(
          model.kind().isNetwork(), "model.kind", ConfigNames.of(model.kind()), "be a network");
      given.requireNull("model.pretrained.file", model.pretrained().file());
      given.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    }
    if (!model.start().isZero()) {
      Condition start =
          new Condition(
              model.start().learned()
                  ? "model.start.learned = true"
                  : "model.start.value = " + model.start().value());
      // A text has many beginnings, and its state is set to zero at each.
      start.requireOneOf(Task.ofLabelledSequences(), "task", task);
      start.requireOnly(ModelConfig.NetworkKind.RECURRENT, "model.kind", model.kind());
      start.requireFalse("model.bidirectional", model.bidirectional());
      start
          .because("since its first state is always learned")
          .requireNot(ModelConfig.CellKind.SECOND_ORDER, "model.cell", model.cell());
    }
    if (model.shortcut()) {
      Condition shortcut = new Condition("model.shortcut = true");
      shortcut.requireOneOf(Task.ofSequences(), "task", task);
      shortcut.requireOnly(ModelConfig.NetworkKind.RECURRENT, "model.kind", model.kind());
      shortcut.requireFalse("model.tie-embeddings", model.tieEmbeddings());
      shortcut.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    }
  }
}
