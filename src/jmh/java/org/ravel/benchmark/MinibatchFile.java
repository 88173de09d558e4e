package org.ravel.benchmark;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.model.LearningRateSchedule;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Lanes;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardReader;
import org.ravel.shard.ShardSet;

/**
 * The minibatches of a training with one worker, for a program that is to train on the same:
 * numbers as {@link DataOutputStream} writes them.
 *
 * <p>The size of the vocabulary; the number of updates, and the learning rate of each as a double;
 * the number of arrays of initial parameters, and of each the length and its numbers as floats; the
 * minibatches of an epoch; the number of blocks of the validation split, and the minibatches of
 * each. Minibatches are their number of rows, how many they are, and of each its steps and then,
 * step after step and row by row, input and target: two ids, or an input that is not to be read and
 * −100. The state is zero before the first one of them.
 */
final class MinibatchFile {
  /** In place of a target that does not count. */
  private static final int NONE = -100;

  private final RavelConfig config;
  private final ShardSet shards;

  MinibatchFile(Trainings.Prepared prepared) {
    this.config = prepared.config();
    this.shards = prepared.shards();
  }

  /**
   * Writes the file.
   *
   * @param initial arrays of parameters to start from; none if they are to be drawn
   */
  void write(Path file, List<float[]> initial) throws IOException {
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.writeInt(shards.vocabulary().size());
      int[][] training = sequences(Split.TRAIN);
      Lanes lanes = new Lanes(training.length, config.training().minibatchSize());
      writeRates(out, lanes.steps());
      writeArrays(out, initial);
      writeMinibatches(out, training, lanes);
      int[][] validation = sequences(Split.VALIDATION);
      int size = config.evaluation().blockSequences();
      out.writeInt((validation.length + size - 1) / size);
      for (int first = 0; first < validation.length; first += size) {
        int[][] block =
            Arrays.copyOfRange(validation, first, Math.min(first + size, validation.length));
        writeMinibatches(out, block, Lanes.of(block.length, config.evaluation().minibatchSize()));
      }
    }
  }

  private void writeRates(DataOutputStream out, long steps) throws IOException {
    int epochs = config.training().epochs();
    LearningRateSchedule rate =
        LearningRateSchedule.of(
            config.training().schedule(),
            config.training().updater().learningRate(),
            (double) steps,
            epochs);
    int updates = Math.toIntExact(steps * epochs);
    out.writeInt(updates);
    for (int update = 0; update < updates; update++) {
      out.writeDouble(rate.valueAt(update, 0));
    }
  }

  private static void writeArrays(DataOutputStream out, List<float[]> arrays) throws IOException {
    out.writeInt(arrays.size());
    for (float[] array : arrays) {
      out.writeInt(array.length);
      for (float value : array) {
        out.writeFloat(value);
      }
    }
  }

  private void writeMinibatches(DataOutputStream out, int[][] sequences, Lanes lanes)
      throws IOException {
    out.writeInt(lanes.count());
    out.writeInt(Math.toIntExact(lanes.steps()));
    int length = shards.manifest().sequenceLength();
    for (int step = 0; step < lanes.steps(); step++) {
      int[][] rows = new int[lanes.count()][];
      for (int lane = 0; lane < rows.length; lane++) {
        long sequence = lanes.sequence(lane, step);
        rows[lane] = sequence == Lanes.NONE ? null : sequences[Math.toIntExact(sequence)];
      }
      Batch batch = Batch.nextStep(rows, 0, length);
      out.writeInt(length);
      for (int place = 0; place < batch.inputs().ids().length; place++) {
        boolean counts = batch.targets().has(place % rows.length, place / rows.length);
        out.writeInt(batch.inputs().ids()[place]);
        out.writeInt(counts ? batch.targets().ids()[place] : NONE);
      }
    }
  }

  private int[][] sequences(Split split) {
    List<int[]> sequences = new ArrayList<>();
    for (ShardFile file : shards.split(split).files()) {
      try (ShardReader reader =
          ShardReader.open(new Configuration(), shards.path(), file, 0, file.sequences(), true)) {
        reader.forEachRemaining(sequence -> sequences.add(sequence.tokens()));
      }
    }
    return sequences.toArray(int[][]::new);
  }
}
