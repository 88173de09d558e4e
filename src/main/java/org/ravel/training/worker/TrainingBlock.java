package org.ravel.training.worker;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Pieces;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Texts;
import org.ravel.sequence.Values;

/**
 * A worker's examples for some consecutive steps.
 *
 * @param worker whose they are
 * @param firstStep the first of these steps
 * @param rows examples by step and row of the minibatch, {@code rows[(step − firstStep) ·
 *     minibatchSize + row]}; null where a lane has ended
 */
public record TrainingBlock(int worker, long firstStep, Example[] rows) implements Serializable {

  /**
   * The minibatches of a round, up to the end of the lanes. Those of a stream are its pieces in
   * their order. Independent examples are shuffled anew in each epoch, within the block; of one
   * with several texts each epoch learns another one.
   *
   * @param size rows of a minibatch
   * @param lengthPool minibatches of independent examples that are sorted by length together
   * @param sequenceLength time steps of a stream's sequences; of independent examples with one
   *     target those of a piece, if they are longer: another one in each epoch
   * @param seed of the order
   */
  public Stream<Batch> batches(
      PlannedRound round, Schema schema, int size, int lengthPool, int sequenceLength, long seed) {
    int first = (int) (round.firstStep() - firstStep);
    return switch (schema.order()) {
      case STREAM ->
          IntStream.range(first, first + round.steps())
              .mapToObj(step -> Arrays.copyOfRange(rows, step * size, (step + 1) * size))
              .map(examples -> Batch.nextStep(tokens(examples), 0, sequenceLength))
              .takeWhile(batch -> batch.counted() > 0);
      case INDEPENDENT -> {
        Example[] examples = Arrays.stream(rows).filter(Objects::nonNull).toArray(Example[]::new);
        long own = WorkerRecipe.seed(seed, round.epoch(), worker) * 31 + firstStep;
        if (schema.targets().isOfWhole()) {
          SplittableRandom random = new SplittableRandom(own);
          Arrays.setAll(examples, at -> piece(examples[at], sequenceLength, random));
        }
        List<int[]> shuffled =
            ShuffledBatches.of(
                Arrays.stream(examples).mapToInt(schema::steps).toArray(), size, lengthPool, own);
        yield shuffled.stream()
            .skip(first)
            .limit(round.steps())
            .map(
                batch ->
                    Arrays.stream(batch)
                        .mapToObj(place -> learned(schema, examples[place], round.epoch()))
                        .toList())
            .map(batch -> Batch.of(schema, batch));
      }
    };
  }

  private static Example learned(Schema schema, Example example, int epoch) {
    return schema.hasTexts() ? Texts.one(example, example.index() + epoch) : example;
  }

  /** One piece of a long example, each with the same probability; a short one is a piece itself. */
  private static Example piece(Example example, int longest, SplittableRandom random) {
    int last = example.values().size() - 1;
    Pieces pieces = Pieces.of(example.values().get(0).steps(), longest);
    if (pieces.count() == 1) {
      return example;
    }
    List<Values> values =
        new ArrayList<>(
            pieces.of(example.values().subList(0, last), random.nextInt(pieces.count())));
    values.add(example.values().get(last));
    return new Example(example.index(), values, example.origin());
  }

  private static int[][] tokens(Example[] examples) {
    return Arrays.stream(examples)
        .map(example -> example == null ? null : example.ids(0))
        .toArray(int[][]::new);
  }
}
