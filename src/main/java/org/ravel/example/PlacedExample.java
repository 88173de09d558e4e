package org.ravel.example;

import org.ravel.config.Split;

/**
 * An example and where it belongs.
 *
 * @param source the number of its file
 * @param name of its image; empty without one
 */
public record PlacedExample(LabelledSteps example, Split split, int source, String name) {}
