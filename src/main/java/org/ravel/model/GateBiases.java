package org.ravel.model;

/**
 * What the blocks of a recurrent layer's bias are for.
 *
 * @param blocks of {@code hidden} numbers each
 * @param keep the block of the gate that keeps the state: an LSTM's forget gate, a GRU's update
 *     gate; −1 for none
 * @param write the block of an LSTM's input gate; −1 for none
 * @param summed how many blocks from the first hold the sum of what PyTorch has as two biases, one
 *     of the input and one of the state; each block after them is one of those
 */
record GateBiases(int blocks, int keep, int write, int summed) {
  /** i, f, g, o. */
  static final GateBiases LSTM = new GateBiases(4, 1, 0, 4);

  /** u, r, n. */
  static final GateBiases GRU_RESET_BEFORE = new GateBiases(3, 0, -1, 3);

  /** u, r, n and n's bias of the state, which the reset gate scales. */
  static final GateBiases GRU_RESET_AFTER = new GateBiases(4, 0, -1, 2);

  static final GateBiases ELMAN = new GateBiases(1, -1, -1, 1);
}
