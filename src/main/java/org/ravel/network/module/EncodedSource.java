package org.ravel.network.module;

import java.util.Arrays;
import java.util.stream.IntStream;
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
}
