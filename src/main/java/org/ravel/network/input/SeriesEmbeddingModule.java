package org.ravel.network.input;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Steps;

/** A running {@link SeriesEmbeddingLayer}. */
final class SeriesEmbeddingModule implements InputModule {
  private final SeriesEmbeddingLayer layer;
  private final NumbersModule numbers;
  private final EmbeddingModule table;

  /** By step and batch row, the row of the table that was read last; none after a window's end. */
  private int[] read;

  SeriesEmbeddingModule(SeriesEmbeddingLayer layer, NumbersModule numbers, EmbeddingModule table) {
    this.layer = layer;
    this.numbers = numbers;
    this.table = table;
  }

  @Override
  public Activations forward(Steps input, Pass pass) {
    if (!(input instanceof SeriesSteps windows)) {
      throw new IllegalArgumentException(
          "a network with an embedding of series was given %s without their series"
              .formatted(input.what()));
    }
    read = places(windows, rows(windows.series(), pass));
    INDArray said = StepRows.of(numbers.forward(windows.numbers(), pass).values());
    INDArray output = StepRows.create(said.dataType(), read.length, layer.width());
    Rows.putColumns(said, output, 0);
    Rows.putColumns(table.gather(read), output, layer.numbers());
    return new Activations(
        output.reshape('c', input.steps(), input.rows(), layer.width()), input.lengths());
  }

  /** The row of the table that each batch row reads. */
  private int[] rows(int[] series, Pass pass) {
    int[] rows = new int[series.length];
    long bound = DropFactors.bound(layer.dropout());
    for (int row = 0; row < series.length; row++) {
      if (series[row] < SeriesSteps.UNKNOWN || series[row] >= layer.series()) {
        throw new IllegalArgumentException(
            "a window is of series %d, but there are %d".formatted(series[row], layer.series()));
      }
      boolean drops = pass.training() && layer.dropout() > 0 && pass.random().nextInt() < bound;
      rows[row] = drops || series[row] == SeriesSteps.UNKNOWN ? layer.series() : series[row];
    }
    return rows;
  }

  private static int[] places(Steps windows, int[] rows) {
    int[] places = new int[windows.steps() * rows.length];
    for (int place = 0; place < places.length; place++) {
      places[place] =
          StepRows.isAfterEnd(place, windows.lengths()) ? Rows.NONE : rows[place % rows.length];
    }
    return places;
  }

  /** Nobody wants the gradient of the numbers that were read. */
  @Override
  public void backward(INDArray outputGradient) {
    INDArray rows = StepRows.of(outputGradient);
    INDArray ofSeries = StepRows.create(rows.dataType(), rows.size(0), layer.size());
    Rows.getColumns(rows, layer.numbers(), ofSeries);
    table.scatter(ofSeries, read);
  }
}
