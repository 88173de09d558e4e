/** From rows to series on a grid of times. */
package org.ravel.series.reading;
