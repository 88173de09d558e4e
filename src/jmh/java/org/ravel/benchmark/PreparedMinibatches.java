package org.ravel.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.ravel.config.EvaluationConfig;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.model.LearningRateSchedule;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Lanes;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ShardReader;

/** What training and evaluation read of a text, in their order. */
final class PreparedMinibatches {
  private final RavelConfig config;
  private final ShardSet shards;

  private PreparedMinibatches(Trainings.Prepared prepared) {
    this.config = prepared.config();
    this.shards = prepared.shards();
  }

  /** Reads a text's shards. */
  static Minibatches of(Trainings.Prepared prepared) {
    return new PreparedMinibatches(prepared).read();
  }

  private Minibatches read() {
    List<int[]> training = new ArrayList<>();
    shards.split(Split.TRAIN).files().forEach(file -> training.addAll(sequences(file)));
    Lanes lanes = new Lanes(training.size(), config.training().minibatchSize());
    EvaluationConfig evaluation = config.evaluation();
    List<List<Batch>> validation = new ArrayList<>();
    for (ShardFile file : shards.split(Split.VALIDATION).files()) {
      List<int[]> sequences = sequences(file);
      for (int from = 0; from < sequences.size(); from += evaluation.blockSequences()) {
        List<int[]> block =
            sequences.subList(from, Math.min(from + evaluation.blockSequences(), sequences.size()));
        validation.add(batches(block, Lanes.of(block.size(), evaluation.minibatchSize())));
      }
    }
    return new Minibatches(
        shards.vocabulary().size(), rates(lanes.steps()), batches(training, lanes), validation);
  }

  private double[] rates(long steps) {
    int epochs = config.training().epochs();
    LearningRateSchedule rate =
        LearningRateSchedule.of(
            config.training().schedule(),
            config.training().updater().learningRate(),
            (double) steps,
            epochs);
    return IntStream.range(0, Math.toIntExact(steps * epochs))
        .mapToDouble(update -> rate.valueAt(update, 0))
        .toArray();
  }

  private List<Batch> batches(List<int[]> sequences, Lanes lanes) {
    List<Batch> batches = new ArrayList<>();
    for (long step = 0; step < lanes.steps(); step++) {
      int[][] rows = new int[lanes.count()][];
      for (int lane = 0; lane < rows.length; lane++) {
        long place = lanes.sequence(lane, step);
        rows[lane] = place == Lanes.NONE ? null : sequences.get(Math.toIntExact(place));
      }
      batches.add(Batch.nextStep(rows, 0, shards.manifest().sequenceLength()));
    }
    return batches;
  }

  private List<int[]> sequences(ShardFile file) {
    List<int[]> sequences = new ArrayList<>();
    try (ShardReader reader =
        ShardReader.open(new Configuration(), shards.path(), file, 0, file.sequences(), true)) {
      reader.forEachRemaining(sequence -> sequences.add(sequence.tokens()));
    }
    return sequences;
  }
}
