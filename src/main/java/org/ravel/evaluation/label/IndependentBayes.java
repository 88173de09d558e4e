package org.ravel.evaluation.label;

import org.ravel.sequence.Example;

/**
 * Naive Bayes over the words of a sequence for each label by itself, the sequences that have it
 * against those that do not: the log-odds
 *
 * <pre>ln n(c)/n(¬c) + Σ ln (n(w, c) + 1)/(n(·, c) + V) − ln (n(w, ¬c) + 1)/(n(·, ¬c) + V)</pre>
 *
 * in the terms of {@link NaiveBayes}; {@code OneVsRestClassifier} of scikit-learn over its {@code
 * MultinomialNB}. Words that training does not have are left out.
 */
final class IndependentBayes implements SetBaseline {
  private static final long serialVersionUID = 1L;

  private final LabelCounts counts;

  /** By label: ln n(c)/n(¬c). */
  private final double[] priors;

  /** By label, for each word: ln (n(·, ¬c) + V)/(n(·, c) + V). */
  private final double[] perWord;

  private IndependentBayes(LabelCounts counts, double[] priors, double[] perWord) {
    this.counts = counts;
    this.priors = priors;
    this.perWord = perWord;
  }

  static IndependentBayes of(LabelCounts counts) {
    long[] words = new long[counts.labels()];
    long all = 0;
    int different = 0;
    for (int word = 0; word < counts.words(); word++) {
      all += counts.anywhere(word);
      different += counts.anywhere(word) > 0 ? 1 : 0;
      counts.forEach(word, (label, count) -> words[label] += count);
    }
    double[] priors = new double[words.length];
    double[] perWord = new double[words.length];
    for (int label = 0; label < words.length; label++) {
      double with = counts.targets(label);
      priors[label] = Math.log(with / (counts.sets() - with));
      perWord[label] =
          Math.log((all - words[label] + (double) different) / (words[label] + (double) different));
    }
    return new IndependentBayes(counts, priors, perWord);
  }

  @Override
  public String name() {
    return "naive Bayes for each label";
  }

  @Override
  public double[] logOdds(Example example) {
    double[] odds = priors.clone();
    int known = 0;
    double without = 0;
    for (int word : example.ids(0)) {
      long anywhere = counts.anywhere(word);
      if (anywhere > 0) {
        known++;
        // What a label without the word has of it.
        double absent = Math.log1p((double) anywhere);
        without -= absent;
        counts.forEach(
            word,
            (label, count) ->
                odds[label] +=
                    Math.log1p((double) count) - Math.log1p((double) (anywhere - count)) + absent);
      }
    }
    for (int label = 0; label < odds.length; label++) {
      odds[label] += without + known * perWord[label];
    }
    return odds;
  }
}
