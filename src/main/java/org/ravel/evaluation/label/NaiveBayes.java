package org.ravel.evaluation.label;

import java.util.function.IntPredicate;

/**
 * Naive Bayes over the words of a sequence: the class {@code c} with the highest
 *
 * <pre>ln n(c)/n + Σ ln (n(w, c) + 1) / (n(·, c) + V)</pre>
 *
 * where {@code n(c)} are the training's sequences of the class, {@code n(w, c)} the occurrences of
 * the word {@code w} in them and {@code V} the number of different words in training. Words that
 * training does not have are left out (C. Manning, P. Raghavan, H. Schütze, Introduction to
 * Information Retrieval, 2008, section 13.2; {@code MultinomialNB} of scikit-learn with its own
 * {@code alpha} of 1). Of equally probable classes it takes the more frequent one.
 */
final class NaiveBayes implements PhraseBaseline {
  private static final long serialVersionUID = 1L;

  private final LabelCounts counts;

  /** By class: ln n(c). */
  private final double[] priors;

  /** By class: ln (n(·, c) + V). */
  private final double[] totals;

  private NaiveBayes(LabelCounts counts, double[] priors, double[] totals) {
    this.counts = counts;
    this.priors = priors;
    this.totals = totals;
  }

  static NaiveBayes of(LabelCounts counts) {
    double[] priors = new double[counts.labels()];
    double[] totals = new double[counts.labels()];
    long[] words = new long[counts.labels()];
    int different = 0;
    for (int word = 0; word < counts.words(); word++) {
      different += counts.has(word) ? 1 : 0;
      counts.forEach(word, (label, count) -> words[label] += count);
    }
    for (int label = 0; label < counts.labels(); label++) {
      priors[label] = Math.log((double) counts.targets(label));
      totals[label] = Math.log(words[label] + (double) different);
    }
    return new NaiveBayes(counts, priors, totals);
  }

  @Override
  public String name() {
    return "naive Bayes";
  }

  @Override
  public int label(int[] words, int from, int to, IntPredicate among) {
    double[] scores = priors.clone();
    int known = 0;
    for (int i = from; i < to; i++) {
      int word = words[i];
      if (counts.has(word)) {
        known++;
        // A class without the word adds ln 1.
        counts.forEach(word, (label, count) -> scores[label] += Math.log1p((double) count));
      }
    }
    int best = -1;
    for (int label = 0; label < scores.length; label++) {
      scores[label] -= known * totals[label];
      if (among.test(label) && (best < 0 || scores[label] > scores[best])) {
        best = label;
      }
    }
    return best;
  }
}
