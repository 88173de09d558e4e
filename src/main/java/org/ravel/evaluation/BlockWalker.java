package org.ravel.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ravel.error.InputException;
import org.ravel.network.HiddenState;
import org.ravel.network.Logits;
import org.ravel.network.Prediction;
import org.ravel.network.Predictor;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Lanes;
import org.ravel.shard.Sequence;

/**
 * Walks blocks with a model and hands each prediction to a tally, whatever that counts. What it
 * says of a block depends on the block alone.
 */
final class BlockWalker {
  private final Predictor model;
  private final EvaluationSettings settings;
  private final int stepsAtOnce;

  /**
   * For shards of a vocabulary.
   *
   * @throws InputException if the model's vocabulary is of another size
   */
  BlockWalker(Predictor model, EvaluationSettings settings, int vocabularySize) {
    this.model = model;
    this.settings = settings;
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

  /** Hands every target of the block to the tally, once. */
  void walk(List<Sequence> block, Tally<?> tally) {
    if (settings.carryState()) {
      Lanes lanes = Lanes.of(block.size(), settings.minibatchSize());
      HiddenState state = model.start();
      for (int step = 0; step < lanes.steps(); step++) {
        int at = step;
        walk(
            block,
            IntStream.range(0, lanes.count()).map(lane -> (int) lanes.sequence(lane, at)).toArray(),
            state,
            tally);
      }
    } else {
      for (int first = 0; first < block.size(); first += settings.minibatchSize()) {
        int end = Math.min(first + settings.minibatchSize(), block.size());
        walk(block, IntStream.range(first, end).toArray(), model.start(), tally);
      }
    }
  }

  /** The sequences at some places of the block, side by side. */
  private void walk(List<Sequence> block, int[] places, HiddenState state, Tally<?> tally) {
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
      try (Prediction prediction = model.predict(batch.inputs(), state)) {
        for (int lane = 0; lane < places.length; lane++) {
          if (batch.targets().has(lane, 0)) {
            Sequence sequence = block.get(places[lane]);
            tally.add(new TargetRow(places[lane], sequence, from, batch, lane), prediction);
          }
        }
      }
    }
  }
}
