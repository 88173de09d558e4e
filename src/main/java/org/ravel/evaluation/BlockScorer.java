package org.ravel.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ravel.error.InputException;
import org.ravel.network.Categorical;
import org.ravel.network.HiddenState;
import org.ravel.network.Logits;
import org.ravel.network.Predictor;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Lanes;
import org.ravel.shard.Sequence;

/** Walks blocks with a model; what it says of a block depends on the block alone. */
final class BlockScorer {
  private final Predictor model;
  private final EvaluationSettings settings;
  private final int sequenceLength;
  private final int unknown;
  private final int stepsAtOnce;

  /**
   * For shards of a vocabulary.
   *
   * @param unknown id of {@code <unk>}
   * @throws InputException if the model's vocabulary is of another size
   */
  BlockScorer(
      Predictor model,
      EvaluationSettings settings,
      int sequenceLength,
      int vocabularySize,
      int unknown) {
    this.model = model;
    this.settings = settings;
    this.sequenceLength = sequenceLength;
    this.unknown = unknown;
    this.stepsAtOnce =
        Logits.stepsAtOnce("evaluation.minibatch-size", settings.minibatchSize(), vocabularySize);
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
    if (settings.carryState()) {
      HiddenState state = model.start();
      for (int step = 0; step < lanes.steps(); step++) {
        int at = step;
        walk(
            block,
            IntStream.range(0, lanes.count()).map(lane -> (int) lanes.sequence(lane, at)).toArray(),
            state,
            sink);
      }
    } else {
      for (int first = 0; first < block.size(); first += settings.minibatchSize()) {
        int end = Math.min(first + settings.minibatchSize(), block.size());
        walk(block, IntStream.range(first, end).toArray(), model.start(), sink);
      }
    }
  }

  /** The sequences at some places of the block, side by side. */
  private void walk(List<Sequence> block, int[] places, HiddenState state, TargetSink sink) {
    int[][] tokens =
        Arrays.stream(places)
            .mapToObj(place -> place == Lanes.NONE ? null : block.get(place).tokens())
            .toArray(int[][]::new);
    int time =
        Arrays.stream(tokens)
            .filter(Objects::nonNull)
            .mapToInt(sequence -> sequence.length - 1)
            .max()
            .orElseThrow();
    // The state goes on from call to call: long sequences and large vocabularies go in pieces.
    for (int from = 0; from < time; from += stepsAtOnce) {
      Batch batch = Batch.nextStep(tokens, from, Math.min(stepsAtOnce, time - from));
      try (Categorical prediction = model.predict(batch.inputs(), state)) {
        for (int lane = 0; lane < places.length; lane++) {
          for (int step = 0; batch.targets().has(lane, step); step++) {
            Target target = Target.of(places[lane], block.get(places[lane]), from + step);
            sink.add(target, prediction, lane, step);
          }
        }
      }
    }
  }
}
