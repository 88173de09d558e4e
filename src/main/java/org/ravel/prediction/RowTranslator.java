package org.ravel.prediction;

import java.util.Arrays;
import java.util.List;
import org.ravel.decoding.Hypothesis;
import org.ravel.decoding.Source;
import org.ravel.decoding.TargetWriter;
import org.ravel.decoding.WritingRules;
import org.ravel.network.Predictor;

/** Writes a translation or a caption of each row. */
final class RowTranslator implements RowAnswers {
  private final TargetWriter writer;

  RowTranslator(Predictor model, WritingRules rules) {
    this.writer = new TargetWriter(model, rules);
  }

  @Override
  public RowAnswer[] predict(List<ReadRow> rows) {
    List<List<Hypothesis>> written =
        writer.write(
            rows.stream().map(row -> new Source(row.inputs(), row.row().number())).toList());
    RowAnswer[] answers = new RowAnswer[rows.size()];
    Arrays.setAll(answers, i -> RowAnswer.written(required(written.get(i), rows.get(i))));
    return answers;
  }

  private static List<Hypothesis> required(List<Hypothesis> candidates, ReadRow read) {
    if (candidates.stream().anyMatch(one -> Double.isNaN(one.logProbability()))) {
      throw RowPredictor.noNumbers(read);
    }
    return candidates;
  }
}
