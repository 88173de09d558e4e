package org.ravel.sequence;

import java.io.Serializable;

/**
 * Where an example comes from.
 *
 * @param starts steps from which on the targets come from the source file at the same place of
 *     {@code sources}; ascending, the first one 0
 * @param sources indices into the manifest's list of source files
 * @param characters code points of the source text that the targets account for; 0 where examples
 *     are independent
 * @param bytes bytes of that text
 */
public record Origin(int[] starts, int[] sources, long characters, long bytes)
    implements Serializable {

  /** Of an example whose source does not matter. */
  public static final Origin NOT_KEPT = new Origin(new int[0], new int[0], 0, 0);

  /** Of an example that is in one source file. */
  public static Origin of(int source) {
    return new Origin(new int[] {0}, new int[] {source}, 0, 0);
  }
}
