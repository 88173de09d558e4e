package org.ravel.prediction;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.ravel.config.DecodingConfig;
import org.ravel.decoding.BeamSearch;
import org.ravel.decoding.Hypothesis;
import org.ravel.network.Predictor;
import org.ravel.sequence.Values;

/** Translates rows. */
final class RowTranslator implements RowAnswers {
  private final BeamSearch search;

  /**
   * How translations are looked for.
   *
   * @param end the id that a target begins and ends with
   * @param unknown the id that stands for what has none
   */
  record Search(DecodingConfig config, int end, int unknown) implements Serializable {}

  RowTranslator(Predictor model, Search how) {
    this.search = new BeamSearch(model, how.config(), how.end(), how.unknown());
  }

  @Override
  public RowAnswer[] predict(List<ReadRow> rows) {
    Hypothesis[] found =
        search.decode(
            rows.stream().map(row -> ((Values.OfIds) row.inputs().get(0)).ids()).toList());
    RowAnswer[] answers = new RowAnswer[found.length];
    Arrays.fill(answers, RowAnswer.NONE);
    for (int i = 0; i < found.length; i++) {
      if (found[i] != null) {
        requireNumber(found[i], rows.get(i));
        answers[i] = new RowAnswer(found[i].ids(), new double[] {found[i].logProbability()}, null);
      }
    }
    return answers;
  }

  private static void requireNumber(Hypothesis found, ReadRow read) {
    if (Double.isNaN(found.logProbability())) {
      throw RowPredictor.noNumbers(read);
    }
  }
}
