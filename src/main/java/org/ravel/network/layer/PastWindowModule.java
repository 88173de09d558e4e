package org.ravel.network.layer;

import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;

/**
 * Runs a {@link WindowLayer} that has nothing after the step. Its state is the last steps of each
 * row, the newest last, as many as a window has before its own: a batch that continues them begins
 * with whole windows.
 */
final class PastWindowModule extends WindowModule implements Stateful {
  static final String PAST = "past";

  /** By row and step before the batch, shape [rows · before, inputs]; null for zeros. */
  private INDArray past;

  private INDArray pastGradient;

  PastWindowModule(WindowLayer layer) {
    super(layer);
  }

  @Override
  public void start(Map<String, INDArray> state) {
    INDArray given = state.get(PAST);
    past = given == null ? null : steps(given.dup('c'));
  }

  private INDArray steps(INDArray state) {
    return state.reshape('c', state.size(0) * layer().before(), layer().inputs());
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    if (past != null && past.size(0) != (long) given.rows() * layer().before()) {
      throw new IllegalStateException(
          "the state is of %d rows but the batch has %d"
              .formatted(past.size(0) / layer().before(), given.rows()));
    }
    return super.forward(given, pass);
  }

  /** The rows of the past are before those of the input. */
  @Override
  int place(int row, int step) {
    if (past == null) {
      return super.place(row, step);
    }
    int before = layer().before();
    return step < 0
        ? row * before + before + step
        : input().rows() * before + super.place(row, step);
  }

  @Override
  void gather(int[] places, INDArray pieces) {
    if (past == null) {
      super.gather(places, pieces);
    } else {
      Rows.gather(past, StepRows.of(input().values()), places, pieces);
    }
  }

  @Override
  void scatter(INDArray pieces, int[] places, INDArray inputGradient) {
    pastGradient = null;
    if (past == null) {
      super.scatter(pieces, places, inputGradient);
      return;
    }
    int pasts = input().rows() * layer().before();
    super.scatter(
        pieces,
        Arrays.stream(places).map(place -> place < pasts ? Rows.NONE : place - pasts).toArray(),
        inputGradient);
    pastGradient = Scopes.outsideWorkspaces(() -> Nd4j.zeros(past.dataType(), past.shape()));
    super.scatter(
        pieces,
        Arrays.stream(places).map(place -> place < pasts ? place : Rows.NONE).toArray(),
        pastGradient);
  }

  @Override
  public Map<String, INDArray> reached() {
    int before = layer().before();
    int[] places = new int[input().rows() * before];
    for (int row = 0; row < input().rows(); row++) {
      for (int i = 0; i < before; i++) {
        places[row * before + i] = place(row, input().lengths()[row] - before + i);
      }
    }
    return Scopes.outsideWorkspaces(
        () -> {
          INDArray reached =
              StepRows.create(input().values().dataType(), places.length, layer().inputs());
          gather(places, reached);
          return Map.of(PAST, state(reached));
        });
  }

  private INDArray state(INDArray steps) {
    return steps.reshape('c', input().rows(), (long) layer().before() * layer().inputs());
  }

  @Override
  public Map<String, INDArray> startGradient() {
    return pastGradient == null ? Map.of() : Map.of(PAST, state(pastGradient));
  }
}
