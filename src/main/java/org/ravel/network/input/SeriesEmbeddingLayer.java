package org.ravel.network.input;

import java.util.List;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * The real numbers of each step, and behind them a row of numbers of the window's series, the same
 * at each step (Salinas, Flunkert, Gasthaus and Januschowski 2020, DeepAR). The table has one row
 * more, for series that training does not have: in training some windows read that row in place of
 * their own, so that it is learned too.
 *
 * @param numbers that are read at each step
 * @param series how many training has
 * @param size numbers of a series
 * @param dropout probability with which a window is read in training as if its series was unknown
 */
public record SeriesEmbeddingLayer(int numbers, int series, int size, double dropout)
    implements InputLayer {

  /**
   * Checks the widths.
   *
   * @throws IllegalArgumentException if one is below 1, or the dropout does not lie in [0, 1)
   */
  public SeriesEmbeddingLayer {
    Widths.require("an embedding of series", "numbers a step", numbers, 1);
    Widths.require("an embedding of series", "series", series, 1);
    Widths.require("an embedding of series", "width", size, 1);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "an embedding of series drops %s of them but must drop a share in [0, 1)"
              .formatted(dropout));
    }
  }

  @Override
  public int width() {
    return Math.addExact(numbers, size);
  }

  /** Of all series, and behind them of the unknown one. */
  private EmbeddingLayer table() {
    return new EmbeddingLayer(Math.addExact(series, 1), size);
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return table().parameters(prefix);
  }

  @Override
  public InputModule open(String prefix, Parameters values, Parameters gradients) {
    return new SeriesEmbeddingModule(
        this,
        new NumbersModule(numbers, values.flat().dataType()),
        table().open(prefix, values, gradients));
  }
}
