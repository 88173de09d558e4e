package org.ravel.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.config.Task;
import org.ravel.error.InputException;
import org.ravel.example.ExampleEncoder;
import org.ravel.network.Categorical;
import org.ravel.network.Predictor;
import org.ravel.sequence.Batch;
import org.ravel.sequence.FixedShapes;
import org.ravel.sequence.Values;

/** Asks a model about rows of similar length side by side, each from a hidden state of zero. */
final class RowPredictor {
  /** Rows side by side. Where there are fewer, the others are empty. */
  static final int ROWS = 32;

  /** Steps of a minibatch, which decide how much memory it takes. */
  private static final int MOST_STEPS = 1 << 14;

  /** Numbers that the model gives for a minibatch, at most: 64 MiB. */
  private static final int MOST_NUMBERS = 1 << 24;

  private final Predictor model;
  private final Task task;
  private final boolean all;
  private final FixedShapes shapes;

  /** What is read of a row without a sequence. */
  private final List<Values> nothing;

  /**
   * With a model.
   *
   * @param encoder makes what it reads
   * @param all whether the probabilities of all classes are wanted
   */
  RowPredictor(Predictor model, ExampleEncoder encoder, Task task, boolean all) {
    this.model = model;
    this.task = task;
    this.all = all && task == Task.CLASSIFICATION;
    int steps = Math.max(1, MOST_NUMBERS / model.vocabularySize());
    this.nothing = encoder.inputs(encoder.nothing());
    this.shapes = new FixedShapes(ROWS, Math.min(MOST_STEPS, steps));
  }

  /** The answers for rows, in their order. */
  RowAnswer[] predict(List<ReadRow> rows) {
    RowAnswer[] answers = new RowAnswer[rows.size()];
    Arrays.fill(answers, RowAnswer.NONE);
    int[] lengths = rows.stream().mapToInt(ReadRow::steps).toArray();
    for (FixedShapes.Group group : shapes.groups(lengths)) {
      List<List<Values>> inputs = new ArrayList<>(group.rows());
      group.places().forEach(place -> inputs.add(rows.get(place).inputs()));
      while (inputs.size() < group.rows()) {
        inputs.add(nothing);
      }
      try (Categorical prediction =
          model.predict(Batch.inputs(inputs, group.steps()), model.start())) {
        for (int i = 0; i < group.places().size(); i++) {
          int place = group.places().get(i);
          answers[place] = answer(prediction, i, rows.get(place));
        }
      }
    }
    return answers;
  }

  private RowAnswer answer(Categorical prediction, int row, ReadRow read) {
    int[] labels = new int[task == Task.LABELLING ? read.steps() : 1];
    double[] probabilities = new double[labels.length];
    for (int step = 0; step < labels.length; step++) {
      labels[step] = prediction.best(row, step);
      probabilities[step] = probability(prediction, row, step, labels[step]);
      if (Double.isNaN(probabilities[step])) {
        throw new InputException(
            "%s: of row %d the model gives no numbers; its training has diverged: train it again, with a smaller training.updater.learning-rate"
                .formatted(read.row().part().file(), read.row().place()));
      }
    }
    double[] ofClasses = null;
    if (all) {
      ofClasses = new double[prediction.symbols()];
      for (int id = 0; id < ofClasses.length; id++) {
        ofClasses[id] = probability(prediction, row, 0, id);
      }
    }
    return new RowAnswer(labels, probabilities, ofClasses);
  }

  private static double probability(Categorical prediction, int row, int step, int id) {
    return Math.exp(-prediction.nats(row, step, id));
  }
}
