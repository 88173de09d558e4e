package org.ravel.decoding;

import java.util.List;
import org.ravel.sequence.Example;
import org.ravel.sequence.Values;

/**
 * What something is written for.
 *
 * @param read what the encoder reads, column by column
 * @param number its place in the whole input: what is drawn for it follows from this
 */
public record Source(List<Values> read, long number) {

  /** What an example's target is written for. */
  public static Source of(Example example) {
    return new Source(example.values().subList(0, 1), example.index());
  }

  int steps() {
    return read.get(0).steps();
  }

  /** What is read of a row without a source, beside this one. */
  List<Values> nothing() {
    return read.stream().map(Source::nothing).toList();
  }

  private static Values nothing(Values values) {
    return values instanceof Values.OfReals reals
        ? new Values.OfReals(reals.width(), new float[0])
        : new Values.OfIds(new int[0]);
  }
}
