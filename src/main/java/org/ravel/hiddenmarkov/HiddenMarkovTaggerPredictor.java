package org.ravel.hiddenmarkov;

import org.ravel.config.HiddenMarkovConfig.StateDecoding;
import org.ravel.hiddenmarkov.inference.ForwardBackward;
import org.ravel.hiddenmarkov.inference.Viterbi;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.LabelPaths;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Words;

/** Labels whole sequences: each label by the sums over all paths, and one path. */
final class HiddenMarkovTaggerPredictor implements Predictor {
  private final HiddenMarkovTagger model;
  private final ForwardBackward sums;
  private final Viterbi viterbi;

  HiddenMarkovTaggerPredictor(HiddenMarkovTagger model) {
    this.model = model;
    this.sums = new ForwardBackward(model.chain());
    this.viterbi = new Viterbi(model.chain());
  }

  @Override
  public int vocabularySize() {
    return model.targets();
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  public LabelPaths answer(Steps inputs, HiddenState state) {
    Words words = inputs instanceof Words spelled ? spelled : null;
    Field read = words == null ? (Field) inputs : words.ids();
    if (model.words().readsSpellings() && words == null) {
      throw new IllegalArgumentException("the model reads spellings but was given ids alone");
    }
    int labels = model.targets();
    int rows = read.rows();
    int[][] paths = new int[rows][];
    double[] posteriors = new double[read.steps() * rows * labels];
    for (int row = 0; row < rows; row++) {
      int at = row;
      int steps = read.lengths()[row];
      paths[row] = new int[steps];
      if (steps > 0) {
        double[] emissions = emissions(read, words, row);
        sums.forward(emissions, steps);
        sums.backward(
            null,
            (step, ofStep) ->
                System.arraycopy(ofStep, 0, posteriors, (step * rows + at) * labels, labels));
        paths[row] =
            model.decoding() == StateDecoding.VITERBI
                ? viterbi.path(emissions, steps)
                : mostProbable(posteriors, row, rows, steps);
      }
    }
    return new LabelPaths(paths, posteriors, labels);
  }

  private double[] emissions(Field read, Words words, int row) {
    int labels = model.targets();
    double[] emissions = new double[read.lengths()[row] * labels];
    for (int step = 0; read.has(row, step); step++) {
      String spelling =
          model.words().readsSpellings()
              ? spelling(words.spellings().get(words.numbers()[step * read.rows() + row]))
              : null;
      model.words().emit(read.id(row, step), spelling, emissions, step * labels);
    }
    return emissions;
  }

  private static String spelling(int[] characters) {
    return new String(characters, 0, characters.length);
  }

  private int[] mostProbable(double[] posteriors, int row, int rows, int steps) {
    int labels = model.targets();
    int[] path = new int[steps];
    for (int step = 0; step < steps; step++) {
      int at = (step * rows + row) * labels;
      for (int label = 1; label < labels; label++) {
        path[step] = posteriors[at + label] > posteriors[at + path[step]] ? label : path[step];
      }
    }
    return path;
  }

  /** Nothing outside the heap is its own. */
  @Override
  public void close() {}
}
