package org.ravel.evaluation.caption;

import java.util.Optional;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.translation.Bleu;
import org.ravel.evaluation.unit.Statistic;
import org.ravel.evaluation.unit.WrittenMetrics;

/** The metrics of captions, BLEU-4 and CIDEr-D of what is written among them. */
public record CaptionUnits() implements WrittenMetrics {
  private static final int IMAGES = Bleu.SUMS;
  private static final int CIDER = IMAGES + 1;

  /** The sums of one image. */
  static double[] sums(CaptionSums image) {
    double[] sums = new double[new CaptionUnits().written()];
    for (int i = 0; i < Bleu.SUMS; i++) {
      sums[i] = image.bleu().sums()[i];
    }
    sums[IMAGES] = image.images();
    sums[CIDER] = image.cider().value();
    return sums;
  }

  @Override
  public int written() {
    return CIDER + 1;
  }

  @Override
  public Optional<Statistic> ofWritten(Metric metric) {
    return switch (metric) {
      case BLEU -> Optional.of(sums -> Bleu.of(sums, 0).unsmoothed(Bleu.ORDERS));
      case CIDER -> Optional.of(sums -> sums[CIDER] / sums[IMAGES]);
      case PERPLEXITY, SPAN_F1, MICRO_F1, MACRO_F1, RMSE, CHRF, ACCURACY, LOSS -> Optional.empty();
    };
  }
}
