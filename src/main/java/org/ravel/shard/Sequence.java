package org.ravel.shard;

import java.io.Serializable;

/**
 * One sequence of a split's stream.
 *
 * @param index its place in the split: sequence {@code i}'s first target follows sequence {@code
 *     i-1}'s last one in the corpus
 * @param tokens token ids, {@code targets + 1} of them: position {@code t} is the input and {@code
 *     t+1} the target of time step {@code t}; only the last sequence of a generation may be shorter
 *     than the shard set's sequence length
 * @param sourceStarts time steps from which on the targets come from the source file at the same
 *     place of {@code sources}; ascending, the first one 0
 * @param sources indices into the manifest's list of source files
 * @param characters Unicode code points of the source text that the targets account for
 * @param bytes bytes of the source text that the targets account for
 */
public record Sequence(
    long index, int[] tokens, int[] sourceStarts, int[] sources, long characters, long bytes)
    implements Serializable {

  /** Number of time steps, which is the number of targets. */
  public int targets() {
    return tokens.length - 1;
  }
}
