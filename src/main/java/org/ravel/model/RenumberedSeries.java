package org.ravel.model;

import java.util.Arrays;
import java.util.Map;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Steps;
import org.ravel.series.SeriesTable;

/**
 * A model on windows whose series have other numbers than in its training. Series of the same name
 * are the same.
 *
 * @param model that knows series by its own numbers
 * @param numbers the model's number of each series; {@link SeriesSteps#UNKNOWN} where it has none
 */
record RenumberedSeries(PredictorSource model, int[] numbers) implements PredictorSource {

  /**
   * A model on windows of other series.
   *
   * @param own the series of its training
   */
  static RenumberedSeries of(PredictorSource model, SeriesTable own, SeriesTable others) {
    Map<String, Integer> known = own.numbers();
    return new RenumberedSeries(
        model,
        others.series().stream()
            .mapToInt(entry -> known.getOrDefault(entry.name(), SeriesSteps.UNKNOWN))
            .toArray());
  }

  @Override
  public Predictor get() {
    return new Renumbering(model.get());
  }

  private final class Renumbering implements Predictor {
    private final Predictor predictor;

    Renumbering(Predictor predictor) {
      this.predictor = predictor;
    }

    @Override
    public int vocabularySize() {
      return predictor.vocabularySize();
    }

    @Override
    public HiddenState start() {
      return predictor.start();
    }

    @Override
    public Prediction answer(Steps inputs, HiddenState state) {
      SeriesSteps windows = (SeriesSteps) inputs;
      int[] own =
          Arrays.stream(windows.series())
              .map(number -> number == SeriesSteps.UNKNOWN ? number : numbers[number])
              .toArray();
      return predictor.answer(new SeriesSteps(windows.numbers(), own), state);
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
