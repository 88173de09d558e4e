/**
 * The walk over the blocks of a split: a network predicts each block, a {@link
 * org.ravel.evaluation.tally.Tally} counts what it predicted, and the sums of all blocks are added
 * exactly, in any order.
 */
package org.ravel.evaluation.tally;
