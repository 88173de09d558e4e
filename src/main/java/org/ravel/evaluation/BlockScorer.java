package org.ravel.evaluation;

import java.util.Arrays;
import java.util.List;
import org.ravel.error.InputException;
import org.ravel.model.LogitRows;
import org.ravel.model.SequencePredictor;
import org.ravel.shard.Sequence;

/** Walks blocks with a model; what it says of a block depends on the block alone. */
final class BlockScorer {
  private final SequencePredictor model;
  private final EvaluationSettings settings;
  private final int sequenceLength;
  private final int unknown;
  private final int stepsAtOnce;
  private final float[] row;

  /**
   * For shards of a vocabulary.
   *
   * @param unknown id of {@code <unk>}
   * @throws InputException if the model's vocabulary is of another size
   */
  BlockScorer(
      SequencePredictor model,
      EvaluationSettings settings,
      int sequenceLength,
      int vocabularySize,
      int unknown) {
    this.model = model;
    this.settings = settings;
    this.sequenceLength = sequenceLength;
    this.unknown = unknown;
    this.stepsAtOnce =
        LogitRows.stepsAtOnce(
            "evaluation.minibatch-size", settings.minibatchSize(), vocabularySize);
    this.row = new float[vocabularySize];
    requireVocabulary(vocabularySize);
  }

  private void requireVocabulary(int vocabularySize) {
    int predicted = model.vocabularySize();
    if (predicted != vocabularySize) {
      throw new InputException(
          "the model predicts %d tokens but the vocabulary of the shards has %d; evaluate shards that were prepared with the model's vocabulary (vocabulary.from)"
              .formatted(predicted, vocabularySize));
    }
  }

  /** Every target of the block, once. */
  BlockSums score(List<Sequence> block) {
    Lanes lanes = lanes(block);
    BlockSums sums = new BlockSums(block, lanes, sequenceLength, unknown);
    walk(block, lanes, sums);
    for (Sequence sequence : block) {
      sums.characters += sequence.characters();
      sums.bytes += sequence.bytes();
    }
    return sums;
  }

  /** The same targets, by sequence and source. */
  SequenceLosses scoreSequences(List<Sequence> block) {
    SequenceSums sums = new SequenceSums(block);
    walk(block, lanes(block), sums);
    return sums.losses();
  }

  private Lanes lanes(List<Sequence> block) {
    return Lanes.of(block.size(), settings.minibatchSize());
  }

  private void walk(List<Sequence> block, Lanes lanes, TargetSink sink) {
    List<Minibatch> minibatches =
        settings.carryState()
            ? Minibatch.carried(lanes)
            : Minibatch.independent(block.size(), settings.minibatchSize());
    for (Minibatch minibatch : minibatches) {
      walk(minibatch, block, sink);
    }
  }

  private void walk(Minibatch minibatch, List<Sequence> block, TargetSink sink) {
    if (minibatch.fresh()) {
      model.reset();
    }
    int time =
        Arrays.stream(minibatch.sequences())
            .filter(place -> place != Minibatch.NONE)
            .map(place -> block.get(place).targets())
            .max()
            .orElseThrow();
    // The state goes on from call to call: long sequences and large vocabularies go in pieces.
    for (int from = 0; from < time; from += stepsAtOnce) {
      int steps = Math.min(stepsAtOnce, time - from);
      walk(new TimeSlice(block, minibatch, from, steps), sink);
    }
  }

  private void walk(TimeSlice slice, TargetSink sink) {
    try (LogitRows logits = new LogitRows(model.logits(slice.inputs()))) {
      for (int lane = 0; lane < slice.lanes(); lane++) {
        for (int position = slice.from(); position < slice.end(lane); position++) {
          logits.copy(slice.row(lane, position), row);
          int place = slice.minibatch().sequences()[lane];
          sink.add(Target.of(place, slice.sequence(lane), position), row);
        }
      }
    }
  }
}
