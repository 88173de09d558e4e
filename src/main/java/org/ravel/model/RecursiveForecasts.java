package org.ravel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.RealField;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Values;

/**
 * A model that forecasts one step, step after step to a longer horizon: what it forecasts is read
 * as if it had come. At each origin it reads the last {@code context} values and then its own
 * forecasts, with what is known of the future. Only means are said: the variance of a step says
 * nothing of how its error spreads through a network to the next ones.
 *
 * @param model that forecasts one step
 * @param one how it reads windows
 * @param steps of the horizon
 */
record RecursiveForecasts(PredictorSource model, Horizon one, int steps)
    implements PredictorSource {

  RecursiveForecasts {
    if (one.steps() != 1 || one.past() > 0) {
      throw new IllegalArgumentException(
          "%s cannot be forecast step by step: a step alone, and nothing that is known of the past only"
              .formatted(one));
    }
  }

  /** How the windows are read: their values alone. */
  Horizon horizon() {
    return new Horizon(
        one.context(),
        steps,
        one.forecast(),
        0,
        one.known(),
        one.gaps(),
        Horizon.Base.VALUE,
        one.season());
  }

  @Override
  public Predictor get() {
    return new Running(model.get());
  }

  private final class Running implements Predictor {
    /** Origins that are forecast side by side. */
    private static final int ROWS = 128;

    private final Predictor predictor;
    private final Horizon horizon = horizon();

    Running(Predictor predictor) {
      this.predictor = predictor;
    }

    @Override
    public int vocabularySize() {
      return horizon.targets();
    }

    @Override
    public HiddenState start() {
      return HiddenState.zero();
    }

    @Override
    public RealPrediction answer(Steps inputs, HiddenState state) {
      SeriesSteps windows = (SeriesSteps) inputs;
      RealField read = windows.numbers();
      double[] means = new double[read.steps() * read.rows() * horizon.targets()];
      for (int row = 0; row < read.rows(); row++) {
        Values.OfReals window = horizon.window(read, row);
        int last = read.lengths()[row] - 1;
        for (int first = one.context() - 1; first <= last; first += ROWS) {
          forecast(window, first, Math.min(first + ROWS, last + 1), windows.series(), row, means);
        }
      }
      return RealPrediction.points(read.rows(), horizon.targets(), means);
    }

    /** All steps from some origins on. */
    private void forecast(
        Values.OfReals window, int from, int to, int[] series, int row, double[] means) {
      int[] same = new int[to - from];
      Arrays.fill(same, series[row]);
      List<float[]> pieces = new ArrayList<>();
      for (int origin = from; origin < to; origin++) {
        pieces.add(piece(window, origin));
      }
      for (int ahead = 1; ahead <= steps; ahead++) {
        int end = one.context() + ahead;
        List<Values.OfReals> windows = new ArrayList<>();
        for (float[] piece : pieces) {
          windows.add(new Values.OfReals(one.width(), Arrays.copyOf(piece, end * one.width())));
        }
        Batch batch = Batch.windows(one, windows, same);
        try (RealPrediction said =
            (RealPrediction) predictor.answer(batch.read(), predictor.start())) {
          for (int i = 0; i < pieces.size(); i++) {
            for (int feature = 0; feature < one.forecast(); feature++) {
              float base = one.base(windows.get(i), end - 2, 1, feature);
              double value = said.mean(i, end - 2, feature) + (Float.isNaN(base) ? 0 : base);
              pieces.get(i)[(end - 1) * one.width() + feature] = (float) value;
              int at = ((from + i) * series.length + row) * horizon.targets();
              means[at + (ahead - 1) * one.forecast() + feature] = value;
            }
          }
        }
      }
    }

    /**
     * The context of an origin, and the horizon behind it, of which only what is known is there.
     */
    private float[] piece(Values.OfReals window, int origin) {
      int width = one.width();
      int first = origin - one.context() + 1;
      float[] piece =
          Arrays.copyOfRange(window.numbers(), first * width, (origin + 1 + steps) * width);
      for (int step = one.context(); step < one.context() + steps; step++) {
        Arrays.fill(piece, step * width, step * width + one.forecast(), Float.NaN);
      }
      return piece;
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
