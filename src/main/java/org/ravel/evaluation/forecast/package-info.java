/**
 * What forecasts of series are worth, in the series' own units, beside those that take no model.
 */
package org.ravel.evaluation.forecast;
