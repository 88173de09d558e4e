package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.io.Serializable;

/**
 * How series are read and forecast.
 *
 * @param horizon steps that are forecast at once
 * @param context values that are read before the first forecast
 * @param wide whether each target column is a series of its own
 * @param frequency how far two values of a series are apart; null to find it
 * @param season values of a season; 0 for that of the frequency
 * @param transform what becomes of values before they are scaled
 * @param predict what a network's output means
 * @param read what a network reads of the columns that are forecast
 * @param validationFrom the first time of the validation split; null for the share of {@code split}
 * @param testFrom the first time of the test split; null for the share of {@code split}
 */
public record ForecastingConfig(
    int horizon,
    int context,
    boolean wide,
    String frequency,
    int season,
    Transform transform,
    Predict predict,
    Read read,
    String validationFrom,
    String testFrom)
    implements Serializable {

  /** What becomes of values before they are scaled. */
  public enum Transform {
    /** They stay as they are. */
    NONE,
    /** Their natural logarithm. */
    LOG
  }

  /** What a network's output means. */
  public enum Predict {
    /** The value. */
    VALUE,
    /** How far it is from the last value that is known. */
    CHANGE,
    /** How far it is from the last value known that is whole seasons before it. */
    @JsonAlias("seasonal-change")
    SEASONAL_CHANGE
  }

  /** What a network reads of the columns that are forecast. */
  public enum Read {
    /** The values, and where changes are predicted these beside them. */
    VALUE,
    /** The changes alone. */
    CHANGE
  }

  static final int MOST_STEPS = 10_000;

  public ForecastingConfig {
    Require.between(1, MOST_STEPS, "forecasting.horizon", horizon);
    Require.between(1, MOST_STEPS, "forecasting.context", context);
    Require.between(0, MOST_STEPS, "forecasting.season", season);
    Require.present("forecasting.transform", transform);
    Require.present("forecasting.predict", predict);
    Require.present("forecasting.read", read);
    Require.that(
        read != Read.CHANGE || predict != Predict.VALUE,
        "forecasting.read",
        "change",
        "be value with forecasting.predict = value: the changes that are read are those that are predicted");
    Require.that(
        frequency != null && (frequency.equals(AUTO) || Frequency.parse(frequency).isPresent()),
        "forecasting.frequency",
        frequency,
        "be auto, or a number and one of %s, such as \"1 hour\"".formatted(Frequency.units()));
    Require.that(
        (validationFrom == null) == (testFrom == null),
        testFrom == null ? "forecasting.test-from" : "forecasting.validation-from",
        null,
        "be given with forecasting.%s-from: the same time where a split is to be empty"
            .formatted(testFrom == null ? "validation" : "test"));
  }

  private static final String AUTO = "auto";

  /** Whether the frequency is to be found. */
  public boolean findsFrequency() {
    return frequency.equals(AUTO);
  }
}
