package org.ravel.evaluation.translation;

import java.util.Optional;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.unit.Statistic;
import org.ravel.evaluation.unit.WrittenMetrics;

/** The metrics of a translation, BLEU and chrF of what it writes among them. */
public record DecodedUnits() implements WrittenMetrics {
  private static final int BLEU = Bleu.SUMS;

  /** The sums of one sentence. */
  static double[] sums(WrittenSums sentence) {
    double[] sums = new double[new DecodedUnits().written()];
    copy(sentence.bleu().sums(), sums, 0);
    copy(sentence.chrf().sums(), sums, BLEU);
    return sums;
  }

  private static void copy(long[] counts, double[] sums, int at) {
    for (int i = 0; i < counts.length; i++) {
      sums[at + i] = counts[i];
    }
  }

  @Override
  public int written() {
    return BLEU + Chrf.NONE.sums().length;
  }

  @Override
  public Optional<Statistic> ofWritten(Metric metric) {
    return switch (metric) {
      case BLEU -> Optional.of(sums -> Bleu.of(sums, 0).score());
      case CHRF -> Optional.of(sums -> Chrf.of(sums, BLEU).score());
      case PERPLEXITY, SPAN_F1, MICRO_F1, MACRO_F1, RMSE, CIDER, ACCURACY, LOSS -> Optional.empty();
    };
  }
}
