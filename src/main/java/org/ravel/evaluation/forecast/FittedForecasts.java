package org.ravel.evaluation.forecast;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;
import org.ravel.spark.TaskEnd;

/** Models that forecast the windows that another one is measured on. */
public final class FittedForecasts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Broadcast<PredictorSource>> models;
  private final List<Horizon> horizons;

  /** Those of a task, made when it first asks for them. */
  private transient List<Opened> opened;

  /**
   * Of models.
   *
   * @param horizons how each of them reads windows
   */
  public FittedForecasts(List<Broadcast<PredictorSource>> models, List<Horizon> horizons) {
    this.models = List.copyOf(models);
    this.horizons = List.copyOf(horizons);
  }

  /** A predictor for each, closed at the end of the Spark task that asks. */
  List<Opened> open() {
    if (opened == null) {
      List<Opened> all = new ArrayList<>();
      for (int i = 0; i < models.size(); i++) {
        all.add(new Opened(TaskEnd.close(models.get(i).value().get()), horizons.get(i)));
      }
      opened = all;
    }
    return opened;
  }

  /**
   * A model.
   *
   * @param horizon how it reads windows
   */
  record Opened(Predictor predictor, Horizon horizon) {
    /** What it forecasts of windows side by side. */
    RealPrediction forecasts(List<Example> windows) {
      Batch batch =
          Batch.windows(
              horizon,
              windows.stream().map(window -> (Values.OfReals) window.values().get(0)).toList(),
              windows.stream().mapToInt(Schema::series).toArray());
      return (RealPrediction) predictor.answer(batch.read(), predictor.start());
    }
  }
}
