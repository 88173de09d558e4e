package org.ravel.benchmark;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ravel.sequence.Batch;

/**
 * All that a training with one worker reads, for a program that is to train on the same.
 *
 * @param vocabulary number of ids
 * @param rates the learning rate of each update
 * @param training an epoch's minibatches; the state is zero before the first one
 * @param validation blocks of minibatches; the state is zero before each block
 */
record Minibatches(
    int vocabulary, double[] rates, List<Batch> training, List<List<Batch>> validation) {
  /** In place of a target that does not count. */
  private static final int NONE = -100;

  /**
   * Writes them as numbers, most significant byte first: the vocabulary; the number of updates, and
   * the rate of each as a double; the number of arrays of initial parameters, and of each the
   * length and its numbers as floats; the minibatches of an epoch; the number of blocks, and the
   * minibatches of each. Minibatches are their number of rows, how many they are, and of each its
   * steps and then, step after step and row by row, input and target: two ids, or an input that is
   * not to be read and −100.
   *
   * @param initial arrays of parameters to start from; none if they are to be drawn
   */
  void write(Path file, List<float[]> initial) throws IOException {
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.writeInt(vocabulary);
      out.writeInt(rates.length);
      for (double rate : rates) {
        out.writeDouble(rate);
      }
      out.writeInt(initial.size());
      for (float[] array : initial) {
        out.writeInt(array.length);
        for (float value : array) {
          out.writeFloat(value);
        }
      }
      write(out, training);
      out.writeInt(validation.size());
      for (List<Batch> block : validation) {
        write(out, block);
      }
    }
  }

  private static void write(DataOutputStream out, List<Batch> batches) throws IOException {
    int rows = batches.get(0).inputs().rows();
    out.writeInt(rows);
    out.writeInt(batches.size());
    for (Batch batch : batches) {
      out.writeInt(batch.inputs().steps());
      for (int place = 0; place < batch.inputs().ids().length; place++) {
        boolean counts = batch.symbols().has(place % rows, place / rows);
        out.writeInt(batch.inputs().ids()[place]);
        out.writeInt(counts ? batch.symbols().ids()[place] : NONE);
      }
    }
  }
}
