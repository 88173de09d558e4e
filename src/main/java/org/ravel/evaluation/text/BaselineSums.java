package org.ravel.evaluation.text;

import java.io.Serializable;
import java.util.List;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.pair.Pair;
import org.ravel.evaluation.tally.ExactSum;

/** What the baselines lose on some targets, summed without rounding. */
record BaselineSums(long targets, ExactSum unigram, ExactSum bigram) implements Serializable {
  static final BaselineSums ZERO = new BaselineSums(0, ExactSum.ZERO, ExactSum.ZERO);

  /**
   * Occurrences of a pair.
   *
   * @param seen how often it stands in the training data
   * @param count how often it is to be predicted
   */
  BaselineSums plus(WittenBell model, long pair, long seen, long count) {
    int input = Pair.input(pair);
    int target = Pair.target(pair);
    return new BaselineSums(
        targets + count,
        unigram.plus(-Math.log(model.probability(target)) * count),
        bigram.plus(-Math.log(model.probability(input, target, seen)) * count));
  }

  BaselineSums plus(BaselineSums other) {
    return new BaselineSums(
        targets + other.targets, unigram.plus(other.unigram), bigram.plus(other.bigram));
  }

  List<Text.Baseline> baselines(int vocabularySize) {
    return List.of(
        new Text.Baseline("uniform", targets * Math.log(vocabularySize)),
        new Text.Baseline("unigram", unigram.value()),
        new Text.Baseline("bigram", bigram.value()));
  }
}
