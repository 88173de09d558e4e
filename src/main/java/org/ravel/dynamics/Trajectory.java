package org.ravel.dynamics;

/**
 * A string and the states on its way.
 *
 * @param symbols that are read
 * @param states before the first symbol, then behind each
 */
public record Trajectory(int[] symbols, double[][] states) {}
