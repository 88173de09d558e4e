package org.ravel.series;

import java.io.Serializable;
import org.ravel.sequence.Horizon;

/**
 * The series that a model was trained on.
 *
 * @param horizon how their windows are read and forecast
 * @param table what is known of them
 */
public record KnownSeries(Horizon horizon, SeriesTable table) implements Serializable {}
