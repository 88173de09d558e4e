package org.ravel.network.module;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;

/**
 * What an encoder gave of each source, and who looks at it.
 *
 * @param activations of the sources
 * @param rows by row of the batch that looks at them, the source's row
 */
public record EncodedSource(Activations activations, int[] rows) {

  /** Each row of the batch looks at its own source. */
  public static EncodedSource of(Activations encoded) {
    return new EncodedSource(encoded, IntStream.range(0, encoded.rows()).toArray());
  }

  /** The same in memory of its own, which outlasts the pass. */
  public EncodedSource kept() {
    Activations copy =
        Scopes.outsideWorkspaces(
            () -> new Activations(activations.values().dup('c'), activations.lengths()));
    return new EncodedSource(copy, rows);
  }

  /** What other rows look at: the same sources. */
  public EncodedSource select(int[] selected) {
    return new EncodedSource(activations, Arrays.stream(selected).map(row -> rows[row]).toArray());
  }

  /**
   * What rows of this one and, behind them, of another one look at, in the order in which they do.
   * Both have room for sources of one length.
   */
  public EncodedSource join(EncodedSource other, int[] selected) {
    int own = activations.rows();
    int[] looked =
        Arrays.stream(selected)
            .map(row -> row < rows.length ? rows[row] : own + other.rows[row - rows.length])
            .toArray();
    int[] kept = Arrays.stream(looked).distinct().toArray();
    int[] lengths =
        Arrays.stream(kept)
            .map(
                source ->
                    source < own
                        ? activations.lengths()[source]
                        : other.activations.lengths()[source - own])
            .toArray();
    Map<Integer, Integer> places = new HashMap<>();
    for (int source : kept) {
      places.put(source, places.size());
    }
    return new EncodedSource(
        new Activations(gathered(other, kept), lengths),
        Arrays.stream(looked).map(places::get).toArray());
  }

  private INDArray gathered(EncodedSource other, int[] kept) {
    return Scopes.outsideWorkspaces(
        () -> {
          INDArray values = activations.values();
          int steps = activations.steps();
          int own = activations.rows();
          int others = other.activations.rows();
          int[] places = new int[steps * kept.length];
          Arrays.setAll(
              places,
              place -> {
                int step = place / kept.length;
                int source = kept[place % kept.length];
                return source < own
                    ? step * own + source
                    : steps * own + step * others + source - own;
              });
          INDArray into =
              StepRows.create(values.dataType(), steps, kept.length, activations.width());
          Rows.gather(
              StepRows.of(values),
              StepRows.of(other.activations.values()),
              places,
              StepRows.of(into));
          return into;
        });
  }
}
