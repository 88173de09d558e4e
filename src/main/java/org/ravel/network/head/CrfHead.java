package org.ravel.network.head;

import org.ravel.kernel.Doubles;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Widths;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;

/**
 * A running {@link CrfLayer}. The nats of a row are log Z − score(targets). Their gradients are how
 * often each label and each pair of labels is expected, less how often it is there.
 */
final class CrfHead implements PredictingHead {
  private static final String NAME = "a CRF";

  private final CrfLayer layer;
  private final CrfLayer.CrfParameters values;
  private final CrfLayer.CrfParameters gradients;

  CrfHead(CrfLayer layer, CrfLayer.CrfParameters values, CrfLayer.CrfParameters gradients) {
    this.layer = layer;
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public Result train(Activations input, Steps given, double scale) {
    Widths.requireInputs(NAME, layer.inputs(), input);
    Widths.requireTargets(NAME, input, given);
    Field targets = Widths.ids(NAME, given);
    LabelChain chain = values.chain();
    PathSums sums = new PathSums(chain);
    LabelChain expected = LabelChain.zero(layer.labels());
    double[] scores = scores(input);
    double[] scoreGradients = new double[scores.length];
    double nats = 0;
    for (int row = 0; row < targets.rows(); row++) {
      int length = targets.lengths()[row];
      if (length > 0) {
        LabelScores ofRow = row(scores, input, row, length);
        int[] path = path(targets, row);
        nats += sums.run(ofRow) - chain.score(ofRow, path);
        sums.addExpected(scoreGradients, expected);
        subtract(ofRow, path, scoreGradients, expected);
      }
    }
    Doubles.scale(scoreGradients, scale);
    Doubles.scale(expected.starts(), scale);
    Doubles.scale(expected.transitions(), scale);
    Doubles.scale(expected.ends(), scale);
    gradients.add(expected);
    return new Result(
        nats, values.ofLabels().backward(gradients.ofLabels(), input, scoreGradients));
  }

  /** The most probable labels of each row, and how probable each label is by itself. */
  @Override
  public LabelPaths predict(Activations input) {
    Widths.requireInputs(NAME, layer.inputs(), input);
    LabelChain chain = values.chain();
    PathSums sums = new PathSums(chain);
    double[] scores = scores(input);
    double[] posteriors = new double[scores.length];
    LabelChain unused = LabelChain.zero(layer.labels());
    int[][] paths = new int[input.rows()][];
    for (int row = 0; row < paths.length; row++) {
      int length = input.lengths()[row];
      paths[row] = new int[length];
      if (length > 0) {
        LabelScores ofRow = row(scores, input, row, length);
        paths[row] = chain.bestPath(ofRow);
        sums.run(ofRow);
        sums.addExpected(posteriors, unused);
      }
    }
    return new LabelPaths(paths, posteriors, layer.labels());
  }

  @Override
  public int width() {
    return layer.labels();
  }

  private double[] scores(Activations input) {
    return Doubles.read(values.ofLabels().apply(input));
  }

  private LabelScores row(double[] scores, Activations input, int row, int length) {
    return new LabelScores(scores, input.rows(), row, length, layer.labels());
  }

  private int[] path(Field targets, int row) {
    int[] path = new int[targets.lengths()[row]];
    for (int step = 0; step < path.length; step++) {
      path[step] = targets.id(row, step);
      if (path[step] < 0 || path[step] >= layer.labels()) {
        throw new IllegalArgumentException(
            "the target of row %d at step %d is %d but must lie in [0, %d)"
                .formatted(row, step, path[step], layer.labels()));
      }
    }
    return path;
  }

  private void subtract(LabelScores row, int[] path, double[] scoreGradients, LabelChain expected) {
    expected.starts()[path[0]]--;
    expected.ends()[path[path.length - 1]]--;
    for (int step = 0; step < path.length; step++) {
      scoreGradients[row.place(step, path[step])]--;
      if (step > 0) {
        expected.transitions()[path[step - 1] * layer.labels() + path[step]]--;
      }
    }
  }
}
