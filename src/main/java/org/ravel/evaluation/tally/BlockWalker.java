package org.ravel.evaluation.tally;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ravel.error.InputException;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Logits;
import org.ravel.network.head.PieceMean;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Lanes;
import org.ravel.sequence.Pieces;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Texts;
import org.ravel.sequence.Values;

/**
 * Walks blocks with a model and hands each prediction to a tally, whatever that counts. What it
 * says of a block depends on the block alone.
 */
public final class BlockWalker implements AutoCloseable {
  private final Predictor model;
  private final EvaluationSettings settings;
  private final Schema schema;
  private final int stepsAtOnce;
  private final int longest;

  /**
   * For shards of a schema.
   *
   * @param symbols number of ids that a target can have
   * @param longest steps of a piece of examples that have one target
   * @throws InputException if the model predicts another number of them
   */
  public BlockWalker(
      Predictor model, EvaluationSettings settings, Schema schema, int symbols, int longest) {
    this.model = model;
    this.schema = schema;
    this.settings = settings;
    this.longest = longest;
    this.stepsAtOnce =
        Logits.stepsAtOnce("evaluation.minibatch-size", settings.minibatchSize(), symbols);
    requireSymbols(symbols);
  }

  private void requireSymbols(int symbols) {
    int predicted = model.vocabularySize();
    if (predicted != symbols) {
      String of =
          switch (schema.targets()) {
            case NEXT_STEP, OWN_STEPS -> "tokens";
            case SAME_STEP, WHOLE, SET, STEP_SETS, NODES -> "labels";
            case HORIZON, VALUES -> "numbers";
          };
      throw new InputException(
          "the model predicts %d %s but the vocabulary of the shards has %d; evaluate shards that were prepared with the model's vocabulary (vocabulary.from)"
              .formatted(predicted, of, symbols));
    }
  }

  /** Hands every target of the block to the tally, once. */
  public void walk(List<Example> block, Tally<?> tally) {
    switch (schema.order()) {
      case STREAM -> walkStream(block, tally);
      case INDEPENDENT -> walkExamples(block, tally);
    }
  }

  @Override
  public void close() {
    model.close();
  }

  private void walkStream(List<Example> block, Tally<?> tally) {
    if (settings.carryState()) {
      Lanes lanes = Lanes.of(block.size(), settings.minibatchSize());
      HiddenState state = model.start();
      for (int step = 0; step < lanes.steps(); step++) {
        int at = step;
        walkPieces(
            block,
            IntStream.range(0, lanes.count()).map(lane -> (int) lanes.sequence(lane, at)).toArray(),
            state,
            tally);
      }
    } else {
      for (int first = 0; first < block.size(); first += settings.minibatchSize()) {
        int end = Math.min(first + settings.minibatchSize(), block.size());
        walkPieces(block, IntStream.range(first, end).toArray(), model.start(), tally);
      }
    }
  }

  /** The sequences at some places of the block, side by side. */
  private void walkPieces(List<Example> block, int[] places, HiddenState state, Tally<?> tally) {
    int[][] tokens =
        Arrays.stream(places)
            .mapToObj(place -> place == Lanes.NONE ? null : block.get(place).ids(0))
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
      predict(block, places, batch, from, state, tally);
    }
  }

  /**
   * Whole examples, each from a state of zero. Those of similar length go side by side, the longest
   * first: the shorter ones then fit into the network's memory.
   */
  private void walkExamples(List<Example> examples, Tally<?> tally) {
    List<Example> block =
        schema.hasTexts()
            ? examples.stream().flatMap(example -> Texts.apart(example).stream()).toList()
            : examples;
    List<Integer> whole = new ArrayList<>();
    for (int place = 0; place < block.size(); place++) {
      if (schema.targets().isOfWhole() && schema.steps(block.get(place)) > longest) {
        walkPieces(block, place, tally);
      } else {
        whole.add(place);
      }
    }
    int[] byLength =
        whole.stream()
            .sorted(Comparator.comparing(place -> -schema.steps(block.get(place))))
            .mapToInt(place -> place)
            .toArray();
    for (int first = 0; first < byLength.length; first += settings.minibatchSize()) {
      int end = Math.min(first + settings.minibatchSize(), byLength.length);
      int[] places = Arrays.copyOfRange(byLength, first, end);
      List<Example> rows = Arrays.stream(places).mapToObj(block::get).toList();
      tally.begin(rows);
      Batch batch = Batch.of(schema, rows);
      predict(
          block,
          places,
          settings.rootsOnly() ? batch.ofFirstTargets() : batch,
          0,
          model.start(),
          tally);
    }
  }

  /** An example in pieces, whose answers are put together: it is one target. */
  private void walkPieces(List<Example> block, int place, Tally<?> tally) {
    Example example = block.get(place);
    List<Values> inputs = example.values().subList(0, schema.columns().size() - 1);
    Pieces pieces = Pieces.of(schema.steps(example), longest);
    PieceMean mean = null;
    for (int first = 0; first < pieces.count(); first += settings.minibatchSize()) {
      int end = Math.min(first + settings.minibatchSize(), pieces.count());
      List<List<Values>> rows =
          IntStream.range(first, end).mapToObj(piece -> pieces.of(inputs, piece)).toList();
      int steps = rows.stream().mapToInt(row -> row.get(0).steps()).max().orElse(0);
      try (Prediction prediction = model.answer(Batch.inputs(rows, steps), model.start())) {
        mean = mean == null ? prediction.pieces() : mean;
        for (int row = 0; row < rows.size(); row++) {
          mean.add(prediction, row);
        }
      }
    }
    Batch batch = Batch.of(schema, List.of(example));
    tally.add(new TargetRow(place, example, 0, batch, 0), mean.prediction());
  }

  private void predict(
      List<Example> block, int[] places, Batch batch, int from, HiddenState state, Tally<?> tally) {
    try (Prediction prediction = model.answer(batch.read(), state)) {
      for (int row = 0; row < places.length; row++) {
        if (batch.targets().has(row, 0)) {
          Example example = block.get(places[row]);
          tally.add(new TargetRow(places[row], example, from, batch, row), prediction);
        }
      }
    }
  }
}
