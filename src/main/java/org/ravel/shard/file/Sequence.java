package org.ravel.shard.file;

import java.io.Serializable;
import java.util.List;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;
import org.ravel.shard.ShardSchemas;

/**
 * An example of a language model: one sequence of a split's stream.
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

  /** An example of {@link ShardSchemas#LANGUAGE_MODEL}. */
  public static Sequence of(Example example) {
    Origin origin = example.origin();
    return new Sequence(
        example.index(),
        example.ids(0),
        origin.starts(),
        origin.sources(),
        origin.characters(),
        origin.bytes());
  }

  /** The same as a row of a shard set. */
  public Example example() {
    return new Example(
        index,
        List.of(new Values.OfIds(tokens)),
        new Origin(sourceStarts, sources, characters, bytes));
  }

  /** Number of time steps, which is the number of targets. */
  public int targets() {
    return tokens.length - 1;
  }
}
