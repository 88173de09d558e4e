package org.ravel.example;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is done with a chunk of examples, on an executor.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface ChunkTask<T> extends Serializable {

  /** The examples of a chunk, in the order of the input; they can be read once. */
  @FunctionalInterface
  interface Source {
    /**
     * Hands over all examples.
     *
     * @return how many malformed rows were left out
     */
    long read(Consumer<PlacedExample> examples);
  }

  /** Does it. */
  List<T> run(int chunk, Source examples);
}
