package org.ravel.evaluation.recognition;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Column;

/**
 * What a model says of a string, beside what is true.
 *
 * @param gold the true set of each symbol, of the labels that training had
 * @param predicted the set of each symbol: the labels whose probability is at the threshold or
 *     above it
 * @param unknown true labels of each symbol that training did not have
 * @param mass sum over the symbols of the probability that is on legal ones, of all that is on
 *     symbols
 * @param nats negative log-likelihood of all decisions
 */
record StringAnswer(
    Column.Sets column,
    List<BitSet> gold,
    List<BitSet> predicted,
    int[] unknown,
    double mass,
    double nats) {

  /** The answer that follows from probabilities. */
  static StringAnswer of(
      Column.Sets column, double threshold, TargetRow targets, RealPrediction prediction) {
    int[][] sets = targets.example().sets(targets.example().values().size() - 1);
    BitSet[] gold = new BitSet[sets.length];
    BitSet[] predicted = new BitSet[sets.length];
    int[] unknown = new int[sets.length];
    double mass = 0;
    double nats = 0;
    for (int step = 0; step < sets.length; step++) {
      gold[step] = new BitSet();
      predicted[step] = new BitSet();
      for (int id : sets[step]) {
        if (id < column.labels()) {
          gold[step].set(id);
        } else {
          unknown[step]++;
        }
      }
      double legal = 0;
      double all = 0;
      for (int label = 0; label < column.labels(); label++) {
        if (column.decides(label, step, sets.length)) {
          boolean isThere = gold[step].get(label);
          nats += prediction.nats(targets.row(), step, label, isThere ? 1 : 0);
          predicted[step].set(label, prediction.isLikely(targets.row(), step, label, threshold));
          if (label != column.atEnd()) {
            double probability = prediction.mean(targets.row(), step, label);
            all += probability;
            legal += isThere ? probability : 0;
          }
        }
      }
      // Outputs so low that all probabilities are zero prefer nothing.
      mass += all == 0 ? 0 : legal / all;
    }
    return new StringAnswer(
        column, Arrays.asList(gold), Arrays.asList(predicted), unknown, mass, nats);
  }

  /** Symbols of the string. */
  int steps() {
    return gold.size();
  }

  /** Decisions about labels. */
  int decisions() {
    return column.decisions(steps());
  }

  /** True labels of all symbols that training did not have. */
  int unknowns() {
    return Arrays.stream(unknown).sum();
  }

  /** Whether the string belongs to the language; false where nobody asks. */
  boolean isMember() {
    return column.hasEnd() && gold.get(steps() - 1).get(column.atEnd());
  }

  /** Whether the model says so. */
  boolean isAccepted() {
    return column.hasEnd() && predicted.get(steps() - 1).get(column.atEnd()) && isFinite();
  }

  /** Whether the set of legal symbols is right behind a symbol: all that may follow, no other. */
  boolean isLegal(int step) {
    BitSet wrong = (BitSet) gold.get(step).clone();
    wrong.xor(predicted.get(step));
    if (column.hasEnd()) {
      wrong.clear(column.atEnd());
    }
    return isFinite() && wrong.isEmpty() && unknown[step] == 0;
  }

  /** How many sets of legal symbols are right. */
  int legal() {
    int legal = 0;
    for (int step = 0; step < steps(); step++) {
      legal += isLegal(step) ? 1 : 0;
    }
    return legal;
  }

  /** Whether all that is said of the string is right. */
  boolean isRight() {
    return isFinite() && isMember() == isAccepted() && legal() == steps();
  }

  /** Whether there is a set that decides about the second to last symbol. */
  boolean hasSecondToLast() {
    return steps() > 2;
  }

  /** Whether the set is right that decides which symbol is the second to last. */
  boolean isSecondToLastRight() {
    return isLegal(steps() - 3);
  }

  /** The first symbol whose set is wrong; that behind the last one where all sets are right. */
  int firstWrong() {
    int step = 0;
    while (step < steps() && isLegal(step)) {
      step++;
    }
    return step;
  }

  /** A model whose outputs are not numbers says nothing right. */
  private boolean isFinite() {
    return !Double.isNaN(nats);
  }
}
