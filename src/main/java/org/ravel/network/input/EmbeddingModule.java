package org.ravel.network.input;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Words;

/** A running {@link EmbeddingLayer}. */
final class EmbeddingModule implements InputModule {
  private final INDArray table;

  /** Null where there is none, in prediction or because the table is frozen. */
  private final INDArray gradient;

  private final WordDrop drop;

  /** Those that were read last, without those that were dropped. */
  private int[] read;

  EmbeddingModule(INDArray table, INDArray gradient, WordDrop drop) {
    this.table = table;
    this.gradient = gradient;
    this.drop = drop;
  }

  /** Number of symbols. */
  int symbols() {
    return Math.toIntExact(table.size(0));
  }

  /** Whether a pass may drop symbols. */
  boolean drops(Pass pass) {
    return drop.drops(pass);
  }

  @Override
  public Activations forward(Steps input, Pass pass) {
    read = drop.read(ids(input), input.rows(), pass);
    INDArray rows = drop.scale(gather(read));
    return new Activations(
        rows.reshape('c', input.steps(), input.rows(), table.size(1)), input.lengths());
  }

  @Override
  public void backward(INDArray outputGradient) {
    scatter(drop.scale(outputGradient).reshape('c', read.length, table.size(1)), read);
  }

  /**
   * The input's ids, of words without their spelling, all known: native code reads and writes where
   * an id points.
   */
  int[] ids(Steps input) {
    if (input instanceof Words words) {
      return ids(words.ids());
    }
    if (!(input instanceof Field field)) {
      throw new IllegalArgumentException(
          "an embedding reads ids but was given %s".formatted(input.what()));
    }
    for (int id : field.ids()) {
      if (id < 0 || id >= table.size(0)) {
        throw new IllegalArgumentException(
            "an id is %d but must lie in [0, %d)".formatted(id, table.size(0)));
      }
    }
    return field.ids();
  }

  /** The rows of known symbols, shape [symbols, width], 'c' order. */
  INDArray gather(int[] symbols) {
    INDArray rows = StepRows.create(table.dataType(), symbols.length, table.size(1));
    Rows.gather(table, symbols, rows);
    return rows;
  }

  /** Adds to the gradients of known symbols' rows, if they have any. */
  void scatter(INDArray rows, int[] symbols) {
    if (gradient != null) {
      Rows.scatter(rows, symbols, gradient);
    }
  }
}
