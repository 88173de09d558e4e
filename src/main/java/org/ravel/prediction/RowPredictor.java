package org.ravel.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.config.Task;
import org.ravel.error.InputException;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.MalformedExample;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.PieceMean;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.FixedShapes;
import org.ravel.sequence.Pieces;
import org.ravel.sequence.Values;

/** Asks a model about rows of similar length side by side, each from a hidden state of zero. */
final class RowPredictor implements RowAnswers {
  /** Rows side by side. Where there are fewer, the others are empty. */
  static final int ROWS = 32;

  /** Steps of a minibatch, which decide how much memory it takes. */
  private static final int MOST_STEPS = 1 << 14;

  /** Numbers that the model gives for a minibatch, at most: 64 MiB. */
  private static final int MOST_NUMBERS = 1 << 24;

  private final Predictor model;
  private final Task task;
  private final int piece;
  private final double threshold;
  private final boolean all;
  private final FixedShapes shapes;

  /** What is read of a row without a sequence. */
  private final List<Values> nothing;

  /**
   * With a model.
   *
   * @param encoder makes what it reads
   * @param piece the most steps that are read at once of a row with one class or a set of labels
   * @param threshold probability from which a label is one of a set
   * @param all whether the probabilities of all classes or labels are wanted
   */
  RowPredictor(
      Predictor model,
      ExampleEncoder encoder,
      Task task,
      int piece,
      double threshold,
      boolean all) {
    this.model = model;
    this.task = task;
    this.piece = piece;
    this.threshold = threshold;
    this.all = all && task != Task.LABELLING;
    int steps = Math.max(1, MOST_NUMBERS / model.vocabularySize());
    this.nothing = nothing(encoder);
    this.shapes = new FixedShapes(ROWS, Math.min(MOST_STEPS, steps));
  }

  private static List<Values> nothing(ExampleEncoder encoder) {
    try {
      return encoder.inputs(encoder.nothing());
    } catch (MalformedExample e) {
      throw new IllegalStateException("no step, and yet it is malformed", e);
    }
  }

  @Override
  public RowAnswer[] predict(List<ReadRow> rows) {
    RowAnswer[] answers = new RowAnswer[rows.size()];
    Arrays.fill(answers, RowAnswer.NONE);
    List<Part> parts = new ArrayList<>();
    PieceMean[] means = new PieceMean[rows.size()];
    for (int row = 0; row < answers.length; row++) {
      Pieces pieces = Pieces.of(rows.get(row).steps(), piece);
      for (int i = 0; i < pieces.count(); i++) {
        parts.add(new Part(row, pieces.count(), pieces.of(rows.get(row).inputs(), i)));
      }
    }
    int[] lengths = parts.stream().mapToInt(part -> Batch.steps(part.inputs())).toArray();
    for (FixedShapes.Group group : shapes.groups(lengths)) {
      List<List<Values>> inputs = new ArrayList<>(group.rows());
      group.places().forEach(place -> inputs.add(parts.get(place).inputs()));
      while (inputs.size() < group.rows()) {
        inputs.add(nothing);
      }
      try (Prediction prediction =
          model.answer(Batch.inputs(inputs, group.steps()), model.start())) {
        for (int i = 0; i < group.places().size(); i++) {
          Part part = parts.get(group.places().get(i));
          if (part.pieces() == 1) {
            answers[part.row()] = answer(prediction, i, rows.get(part.row()));
          } else {
            if (means[part.row()] == null) {
              means[part.row()] = prediction.pieces();
            }
            means[part.row()].add(prediction, i);
          }
        }
      }
    }
    for (int row = 0; row < means.length; row++) {
      if (means[row] != null) {
        answers[row] = answer(means[row].prediction(), 0, rows.get(row));
      }
    }
    return answers;
  }

  /**
   * What is read at once of a row.
   *
   * @param row its place
   * @param pieces of the row
   */
  private record Part(int row, int pieces, List<Values> inputs) {}

  private RowAnswer answer(Prediction prediction, int row, ReadRow read) {
    if (prediction instanceof Categorical symbols) {
      return answer(symbols, row, read);
    }
    RealPrediction numbers = (RealPrediction) prediction;
    if (task == Task.REGRESSION) {
      return numbers(numbers, row, read);
    }
    return task == Task.RECOGNITION ? string(numbers, row, read) : set(numbers, row, read);
  }

  private static RowAnswer numbers(RealPrediction prediction, int row, ReadRow read) {
    if (read.steps() == 0) {
      return RowAnswer.NONE;
    }
    double[] numbers = new double[prediction.width()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = prediction.mean(row, 0, i);
      if (!Double.isFinite(numbers[i])) {
        throw noNumbers(read);
      }
    }
    return RowAnswer.ofNumbers(numbers);
  }

  private RowAnswer string(RealPrediction prediction, int row, ReadRow read) {
    if (read.steps() == 0) {
      return RowAnswer.NONE;
    }
    int[][] sets = new int[read.steps()][];
    double[] probabilities = new double[prediction.width()];
    for (int step = 0; step < sets.length; step++) {
      int at = step;
      for (int label = 0; label < probabilities.length; label++) {
        probabilities[label] = prediction.mean(row, step, label);
        if (Double.isNaN(probabilities[label])) {
          throw noNumbers(read);
        }
      }
      sets[step] =
          IntStream.range(0, probabilities.length)
              .filter(label -> prediction.isLikely(row, at, label, threshold))
              .toArray();
    }
    return RowAnswer.ofString(sets, probabilities);
  }

  /** The more probable labels first; of a row without a step there is nothing to say. */
  private RowAnswer set(RealPrediction prediction, int row, ReadRow read) {
    if (read.steps() == 0) {
      return RowAnswer.NONE;
    }
    double[] probabilities = new double[prediction.width()];
    for (int label = 0; label < probabilities.length; label++) {
      probabilities[label] = prediction.mean(row, 0, label);
      if (Double.isNaN(probabilities[label])) {
        throw noNumbers(read);
      }
    }
    int[] labels =
        IntStream.range(0, probabilities.length)
            .filter(label -> prediction.isLikely(row, 0, label, threshold))
            .boxed()
            .sorted(Comparator.comparingDouble(label -> -probabilities[label]))
            .mapToInt(label -> label)
            .toArray();
    return RowAnswer.labelled(
        labels,
        Arrays.stream(labels).mapToDouble(label -> probabilities[label]).toArray(),
        all ? probabilities : null);
  }

  private RowAnswer answer(Categorical prediction, int row, ReadRow read) {
    int[] labels = new int[labels(read)];
    double[] probabilities = new double[labels.length];
    for (int step = 0; step < labels.length; step++) {
      labels[step] = prediction.best(row, step);
      probabilities[step] = probability(prediction, row, step, labels[step]);
      if (Double.isNaN(probabilities[step])) {
        throw noNumbers(read);
      }
    }
    double[] ofClasses = null;
    if (all) {
      ofClasses = new double[prediction.symbols()];
      for (int id = 0; id < ofClasses.length; id++) {
        ofClasses[id] = probability(prediction, row, 0, id);
      }
    }
    return RowAnswer.labelled(labels, probabilities, ofClasses);
  }

  /** How many labels a row gets: a tree's nodes all have one. */
  private int labels(ReadRow read) {
    return switch (task) {
      case LABELLING -> read.steps();
      case TREE -> Batch.steps(read.inputs());
      case CLASSIFICATION,
          MULTI_LABEL,
          RECOGNITION,
          REGRESSION,
          TRANSLATION,
          CAPTIONING,
          LANGUAGE_MODEL,
          FORECASTING ->
          1;
    };
  }

  static InputException noNumbers(ReadRow read) {
    return new InputException(
        "%s: of row %d the model gives no numbers; its training has diverged: train it again, with a smaller training.updater.learning-rate"
            .formatted(read.row().part().file(), read.row().place()));
  }

  private static double probability(Categorical prediction, int row, int step, int id) {
    return Math.exp(-prediction.nats(row, step, id));
  }
}
