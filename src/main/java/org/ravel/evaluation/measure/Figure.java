package org.ravel.evaluation.measure;

import org.ravel.config.Better;

/**
 * A number that a model came to.
 *
 * @param name such as {@code perplexity}
 * @param value null where it is not finite, or where nothing was counted
 * @param unit such as bits
 * @param better which values are good; null where none is better than another
 */
public record Figure(String name, Double value, Unit unit, Better better) {

  /** How a value is to be read. */
  public enum Unit {
    /** A number by itself. */
    NUMBER,
    /** From 0 to 1, shown in per cent. */
    SHARE,
    BITS,
    NATS,
    /** That of series or their squares: of any size. */
    SERIES
  }

  /** A figure whose value may not be finite. */
  static Figure of(String name, double value, Unit unit, Better better) {
    return new Figure(name, Double.isFinite(value) ? value : null, unit, better);
  }
}
