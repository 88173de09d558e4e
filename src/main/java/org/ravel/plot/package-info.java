/**
 * Plots as SVG: records say what is shown, {@link org.ravel.plot.Svg} draws it. Text is text, and
 * colours are names that a style sheet resolves, for light and dark pages.
 */
package org.ravel.plot;
