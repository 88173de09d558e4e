package org.ravel.sequence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * How a window of a series is read and forecast. A window has {@code steps} values more than a
 * network reads. It first reads {@code context} values; from the last of them on each step it reads
 * is an origin, at which it forecasts the {@code steps} values behind it, all at once. Each value
 * of a window is a vector of features: those that are forecast, then those that are only known of
 * the past, then those that are known of the future too. A feature that is missing is NaN.
 *
 * @param context values that are read before the first forecast
 * @param steps of the horizon: values that are forecast at each origin
 * @param forecast features that are forecast
 * @param past features that are only read
 * @param known features known of the future: at each step those of the whole horizon are read
 * @param gaps whether values may be missing: a step then says of each feature whether it is
 * @param base what forecasts are differences from
 * @param season values of a season; 1 where there is none
 * @param changesOnly whether a network reads of the features that are forecast only how far they
 *     are from their base, and not the values: a series whose level drifts then looks the same at
 *     each level (Zeng, Chen, Zhang and Xu 2023, Are Transformers Effective for Time Series
 *     Forecasting?, NLinear)
 */
public record Horizon(
    int context,
    int steps,
    int forecast,
    int past,
    int known,
    boolean gaps,
    Base base,
    int season,
    boolean changesOnly)
    implements Serializable {

  /** What a forecast is the difference from. */
  public enum Base {
    /** Nothing: the value itself is forecast. */
    VALUE,
    /** The last value that is known at the origin. */
    CHANGE,
    /** The last value known at the origin that is whole seasons before the one forecast. */
    SEASONAL_CHANGE
  }

  public Horizon {
    if (context < 1 || steps < 1 || forecast < 1 || past < 0 || known < 0 || season < 1) {
      throw new IllegalArgumentException(
          "a horizon of %d steps after %d values of %d features, %d others, %d known and seasons of %d values; there must be a step, a value and a feature, and a season has a value"
              .formatted(steps, context, forecast, past, known, season));
    }
    if (base == Base.SEASONAL_CHANGE && context < season) {
      throw new IllegalArgumentException(
          "a context of %d values holds no season of %d".formatted(context, season));
    }
    if (changesOnly && base == Base.VALUE) {
      throw new IllegalArgumentException("a network that reads changes only must forecast changes");
    }
  }

  /** Of a network that reads the values. */
  public Horizon(
      int context,
      int steps,
      int forecast,
      int past,
      int known,
      boolean gaps,
      Base base,
      int season) {
    this(context, steps, forecast, past, known, gaps, base, season, false);
  }

  /** The same, but the values themselves are read. */
  public Horizon readingValues() {
    return new Horizon(context, steps, forecast, past, known, gaps, base, season, false);
  }

  /**
   * Whether windows for the other one can be read by this one: their values, origins and targets
   * are the same.
   */
  public boolean reads(Horizon other) {
    boolean sameTargets = base == other.base || !other.gaps;
    boolean fits = gaps || !other.gaps;
    return sameTargets && fits && equals(other.like(this));
  }

  /** With what does not change windows as the other one has it. */
  private Horizon like(Horizon other) {
    return new Horizon(
        context, steps, forecast, past, known, other.gaps, other.base, season, other.changesOnly);
  }

  /** In the words of the settings, for messages. */
  @Override
  public String toString() {
    return "forecasting.context=%d, horizon=%d and predict=%s, %s values, seasons of %d, columns: %d target, %d input, %d known"
        .formatted(
            context,
            steps,
            base.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            (changesOnly ? "changes alone of " : "") + (gaps ? "incomplete" : "complete"),
            season,
            forecast,
            past,
            known);
  }

  /** Features of a value. */
  public int width() {
    return forecast + past + known;
  }

  /** The first feature whose values are read. */
  private int firstRead() {
    return changesOnly ? forecast : 0;
  }

  /** Features that are read of the past. */
  private int read() {
    return forecast + past;
  }

  /** Numbers that a network reads at each step. */
  public int inputs() {
    int values = read() - firstRead();
    int changes = base == Base.VALUE ? 0 : forecast;
    return values + (gaps ? read() : 0) + changes + known * steps;
  }

  /** Numbers that are forecast at each origin: the features of the first step, then the next's. */
  public int targets() {
    return steps * forecast;
  }

  /** Steps that a network reads of a window. */
  public int read(Values.OfReals window) {
    return window.steps() - steps;
  }

  /** Number of the window's origins. */
  public int origins(Values.OfReals window) {
    return read(window) - context + 1;
  }

  /** A feature of a window's value; NaN where it is missing. */
  public float value(Values.OfReals window, int step, int feature) {
    return window.numbers()[step * width() + feature];
  }

  /** What is not known of the future, shape [steps, features]; NaN is missing. */
  public double[] values(Values.OfReals window) {
    return features(window, 0, width() - known);
  }

  /** What is known of the future, shape [steps, features]. */
  public double[] knowledge(Values.OfReals window) {
    return features(window, width() - known, width());
  }

  private double[] features(Values.OfReals window, int from, int to) {
    double[] features = new double[window.steps() * (to - from)];
    int at = 0;
    for (int step = 0; step < window.steps(); step++) {
      for (int feature = from; feature < to; feature++) {
        features[at++] = value(window, step, feature);
      }
    }
    return features;
  }

  /**
   * What a forecast is the difference from: 0 for the value itself, NaN where nothing is known.
   *
   * @param origin the last step whose value is known
   * @param ahead how many steps behind it the forecast one is, from 1
   */
  public float base(Values.OfReals window, int origin, int ahead, int feature) {
    return switch (base) {
      case VALUE -> 0;
      case CHANGE -> known(window, origin, 1, feature);
      case SEASONAL_CHANGE ->
          known(window, origin + ahead - (ahead + season - 1) / season * season, season, feature);
    };
  }

  /** The first value that is not missing, going back from a step. */
  private float known(Values.OfReals window, int from, int stride, int feature) {
    for (int step = from; step >= 0; step -= stride) {
      float value = value(window, step, feature);
      if (!Float.isNaN(value)) {
        return value;
      }
    }
    return Float.NaN;
  }

  /** What is to be forecast at an origin; NaN where it or its base is missing. */
  public float target(Values.OfReals window, int origin, int ahead, int feature) {
    return value(window, origin + ahead, feature) - base(window, origin, ahead, feature);
  }

  /** Targets of a window that are not missing. */
  public int targets(Values.OfReals window) {
    int count = 0;
    for (int origin = context - 1; origin < read(window); origin++) {
      for (int ahead = 1; ahead <= steps; ahead++) {
        for (int feature = 0; feature < forecast; feature++) {
          count += Float.isNaN(target(window, origin, ahead, feature)) ? 0 : 1;
        }
      }
    }
    return count;
  }

  /**
   * Writes what a network reads at a step: each feature, 0 where it is missing, but for {@code
   * changesOnly} none of those that are forecast; whether it is, where any may be; how far those
   * that are forecast are from their base a step before, 0 where that is missing; and what is known
   * of the future, horizon step after horizon step.
   */
  void writeInputs(Values.OfReals window, int step, float[] numbers, int at) {
    int next = at;
    for (int feature = firstRead(); feature < read(); feature++) {
      numbers[next++] = orZero(value(window, step, feature));
    }
    for (int feature = 0; gaps && feature < read(); feature++) {
      numbers[next++] = Float.isNaN(value(window, step, feature)) ? 1 : 0;
    }
    for (int feature = 0; base != Base.VALUE && feature < forecast; feature++) {
      numbers[next++] = step == 0 ? 0 : orZero(target(window, step - 1, 1, feature));
    }
    for (int ahead = 1; ahead <= steps; ahead++) {
      for (int feature = read(); feature < width(); feature++) {
        numbers[next++] = orZero(value(window, step + ahead, feature));
      }
    }
  }

  /**
   * The window of which a network reads these numbers. Values behind what it reads are missing, but
   * for features known of the future; of these the first step's are missing.
   *
   * @param inputs as {@link Batch} has them
   * @throws IllegalStateException if only changes are read
   */
  public Values.OfReals window(RealField inputs, int row) {
    if (changesOnly) {
      throw new IllegalStateException("changes do not say the values of a window");
    }
    int length = inputs.lengths()[row];
    float[] numbers = new float[(length + steps) * width()];
    Arrays.fill(numbers, Float.NaN);
    for (int step = 0; step < length; step++) {
      int at = (step * inputs.rows() + row) * inputs.width();
      for (int feature = 0; feature < read(); feature++) {
        boolean missing = gaps && inputs.numbers()[at + read() + feature] != 0;
        if (!missing) {
          numbers[step * width() + feature] = inputs.numbers()[at + feature];
        }
      }
      int future = at + inputs.width() - known * steps;
      System.arraycopy(inputs.numbers(), future, numbers, (step + 1) * width() + read(), known);
      for (int ahead = 1; step == length - 1 && ahead < steps; ahead++) {
        System.arraycopy(
            inputs.numbers(),
            future + ahead * known,
            numbers,
            (step + 1 + ahead) * width() + read(),
            known);
      }
    }
    return new Values.OfReals(width(), numbers);
  }

  private static float orZero(float value) {
    return Float.isNaN(value) ? 0 : value;
  }

  /** Writes what is to be forecast at a step, NaN where it is no origin. */
  void writeTargets(Values.OfReals window, int step, float[] numbers, int at) {
    int next = at;
    for (int ahead = 1; ahead <= steps; ahead++) {
      for (int feature = 0; feature < forecast; feature++) {
        numbers[next++] = step < context - 1 ? Float.NaN : target(window, step, ahead, feature);
      }
    }
  }
}
