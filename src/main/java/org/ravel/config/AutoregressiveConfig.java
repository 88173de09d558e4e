package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.io.Serializable;

/**
 * The model of {@code kind = autoregressive}.
 *
 * @param lags how many of the last values are read, at most
 * @param seasonLags how many values are read that are whole seasons before the one predicted
 * @param order how many of the lags are read
 * @param strategy how later steps of the horizon are predicted
 * @param ridge added to the mean square of each number that is read
 */
public record AutoregressiveConfig(
    int lags, int seasonLags, Order order, Strategy strategy, double ridge)
    implements Serializable {
  static final int MOST_LAGS = 1_024;

  /** How many of the lags are read. */
  public enum Order {
    /** All. */
    ALL,
    /** The first ones, as many as have the least information criterion (Akaike 1974). */
    AIC
  }

  /** How later steps of the horizon are predicted. */
  public enum Strategy {
    /** Step by step, from the model's own predictions. */
    @JsonAlias("iterated")
    ITERATED,
    /** Each from the values that are known, with coefficients of its own. */
    @JsonAlias("direct")
    DIRECT
  }

  public AutoregressiveConfig {
    Require.between(0, MOST_LAGS, "model.autoregressive.lags", lags);
    Require.between(0, MOST_LAGS, "model.autoregressive.season-lags", seasonLags);
    Require.that(
        lags + seasonLags > 0,
        "model.autoregressive.lags",
        lags,
        "be at least 1, or model.autoregressive.season-lags must be");
    Require.present("model.autoregressive.order", order);
    Require.present("model.autoregressive.strategy", strategy);
    Require.notNegative("model.autoregressive.ridge", ridge);
  }

  /** In words, such as {@code autoregression over 14 lags}. */
  public String summary() {
    return "autoregression over %s%d lags%s%s"
        .formatted(
            order == Order.AIC ? "up to " : "",
            lags,
            seasonLags == 0 ? "" : " and %d of seasons".formatted(seasonLags),
            strategy == Strategy.DIRECT ? ", direct" : "");
  }
}
