package org.ravel.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Split;
import org.ravel.model.ModelStore;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import org.ravel.storage.Storage;

/**
 * Looks up the probability of each target of a test split in a model of n-grams, on one thread:
 * targets in a second of processor time. Settings are system properties: {@code model} and {@code
 * shards}, two folders, {@code rows} of a batch and {@code turns}.
 */
public final class NGramBenchmark {
  private final List<Field> inputs = new ArrayList<>();
  private final List<int[]> targets = new ArrayList<>();
  private final int rows = Integer.getInteger("rows", 64);
  private long count;

  private NGramBenchmark() {}

  /** Measures. */
  public static void main(String[] arguments) {
    new NGramBenchmark().run();
  }

  private void run() {
    Storage storage = new Storage(new Configuration());
    read(ShardSet.open(storage, System.getProperty("shards")));
    try (Predictor predictor =
        new ModelStore(storage)
            .load(storage.qualified(System.getProperty("model")))
            .predictors()
            .get()) {
      double[] nats = new double[1];
      for (int turn = 0; turn < Integer.getInteger("turns", 5); turn++) {
        double seconds = CpuTime.of(() -> nats[0] = nats(predictor), turn == 0 ? 1 : 0, 1);
        System.out.printf(
            Locale.ROOT,
            "%,d targets, %.12f nats each, %,.0f targets/s%n",
            count,
            nats[0] / count,
            count / seconds);
      }
    }
  }

  /** Rows are consecutive parts of the split, as in evaluation. */
  private void read(ShardSet shards) {
    List<int[]> sequences = new ArrayList<>();
    for (ShardFile file : shards.split(Split.TEST).files()) {
      try (ExampleReader reader =
          ExampleReader.open(
              new Configuration(),
              new Path(shards.path().toString()),
              shards.manifest().schema(),
              file,
              0,
              file.sequences(),
              false)) {
        reader.forEachRemaining(example -> sequences.add(example.ids(0)));
      }
    }
    int steps = sequences.size() / rows;
    for (int step = 0; step < steps; step++) {
      int[][] read = new int[rows][];
      int[] next = null;
      for (int row = 0; row < rows; row++) {
        int[] sequence = sequences.get(row * steps + step);
        int length = sequence.length - 1;
        next = next == null ? new int[rows * length] : next;
        read[row] = Arrays.copyOf(sequence, length);
        for (int i = 0; i < Math.min(length, next.length / rows); i++) {
          next[i * rows + row] = sequence[i + 1];
        }
        count += length;
      }
      inputs.add(Field.of(read));
      targets.add(next);
    }
  }

  private double nats(Predictor predictor) {
    double sum = 0;
    HiddenState state = predictor.start();
    for (int i = 0; i < inputs.size(); i++) {
      Field input = inputs.get(i);
      int[] next = targets.get(i);
      try (Categorical prediction = predictor.predict(input, state)) {
        for (int row = 0; row < rows; row++) {
          for (int step = 0; input.has(row, step); step++) {
            sum += prediction.nats(row, step, next[step * rows + row]);
          }
        }
      }
    }
    return sum;
  }
}
