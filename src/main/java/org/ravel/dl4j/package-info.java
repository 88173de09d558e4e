/**
 * Deeplearning4j beside the street: its averaging engine for comparison ({@code training.engine =
 * dl4j}), the networks that it trains, and updaters for them. Only who composes a training imports
 * this package; without Deeplearning4j nothing else would change.
 */
package org.ravel.dl4j;
