package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;
import org.ravel.spark.TaskEnd;

/**
 * Language models of the targets alone, which do not see what the targets were written for: what a
 * model that writes is held against.
 */
public final class TargetModels implements Serializable {
  private static final long serialVersionUID = 1L;

  /** None. */
  public static final TargetModels NONE = new TargetModels(List.of());

  private final List<Broadcast<PredictorSource>> models;

  /** Those of a task, made when it first asks for them. */
  private transient List<Predictor> opened;

  /** Of models. */
  public TargetModels(List<Broadcast<PredictorSource>> models) {
    this.models = List.copyOf(models);
  }

  /** How many there are. */
  int count() {
    return models.size();
  }

  /** What each of them loses on a row, in nats. */
  double[] nats(TargetRow row) {
    if (models.isEmpty()) {
      return new double[0];
    }
    int[] targets = new int[row.steps()];
    int[] read = new int[targets.length];
    int[] whole = row.example().ids(row.example().values().size() - 1);
    for (int step = 0; step < targets.length; step++) {
      targets[step] = row.symbol(step);
      read[step] = step == 0 ? whole[row.from()] : targets[step - 1];
    }
    return open().stream().mapToDouble(model -> nats(model, read, targets)).toArray();
  }

  private static double nats(Predictor model, int[] read, int[] targets) {
    double nats = 0;
    try (Categorical said = (Categorical) model.answer(Field.of(read), model.start())) {
      for (int step = 0; step < targets.length; step++) {
        nats += said.nats(0, step, targets[step]);
      }
    }
    return nats;
  }

  /** A predictor for each, closed at the end of the Spark task that asks. */
  private List<Predictor> open() {
    if (opened == null) {
      opened = models.stream().map(model -> TaskEnd.close(model.value().get())).toList();
    }
    return opened;
  }
}
