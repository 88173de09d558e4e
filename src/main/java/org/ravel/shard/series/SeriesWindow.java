package org.ravel.shard.series;

import java.io.Serializable;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Values;

/** A window of a series, its features apart: those that are not known of the future, and others. */
public final class SeriesWindow implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long index;
  private final int series;
  private final int origins;
  private final double[] values;
  private final double[] knowledge;

  private SeriesWindow(long index, int series, int origins, double[] values, double[] knowledge) {
    this.index = index;
    this.series = series;
    this.origins = origins;
    this.values = values;
    this.knowledge = knowledge;
  }

  static SeriesWindow of(Horizon horizon, Example example) {
    Values.OfReals window = (Values.OfReals) example.values().get(0);
    return new SeriesWindow(
        example.index(),
        example.ids(1)[0],
        horizon.origins(window),
        horizon.values(window),
        horizon.knowledge(window));
  }

  /** Its place among the windows of the split. */
  public long index() {
    return index;
  }

  /** The number of its series. */
  public int series() {
    return series;
  }

  /** Steps that are origins. The next window of the series begins as many steps later. */
  public int origins() {
    return origins;
  }

  /** Shape [steps, features]; NaN is missing. */
  public double[] values() {
    return values;
  }

  /** Shape [steps, features that are known of the future]. */
  public double[] knowledge() {
    return knowledge;
  }
}
