package org.ravel.kernel.recurrence;

/**
 * A recurrent cell. Weights of several gates stand side by side in the order given here, each block
 * {@code hidden} columns wide.
 */
public enum Cell {
  /**
   * Long short-term memory with a forget gate (Gers et al. 2000): gates i, f, g, o; c = f⊙c₋₁ +
   * i⊙g, h = o⊙tanh(c).
   */
  LSTM(4, 4, true),
  /**
   * Gated recurrent unit with the reset gate before the product (Cho et al. 2014): gates u, r, n; n
   * = tanh(W x + U (r⊙h₋₁) + b), h = u⊙h₋₁ + (1−u)⊙n.
   */
  GRU_RESET_BEFORE(3, 3, false),
  /**
   * Gated recurrent unit with the reset gate after the product, as in cuDNN and PyTorch: n = tanh(W
   * x + b + r⊙(U h₋₁ + b′)). The bias b′ is a fourth block.
   */
  GRU_RESET_AFTER(3, 4, false),
  /** Simple recurrent network (Elman 1990), tanh units. */
  ELMAN_TANH(1, 1, false),
  /** Simple recurrent network with rectified linear units (Le et al. 2015). */
  ELMAN_RELU(1, 1, false);

  private final int gates;
  private final int biasRows;
  private final boolean hasMemory;

  Cell(int gates, int biasRows, boolean hasMemory) {
    this.gates = gates;
    this.biasRows = biasRows;
    this.hasMemory = hasMemory;
  }

  /** Blocks of columns in the weight matrices. */
  public int gates() {
    return gates;
  }

  /** Blocks of {@code hidden} entries in the bias. */
  public int biasRows() {
    return biasRows;
  }

  /** Whether the state has a memory beside the hidden activation. */
  public boolean hasMemory() {
    return hasMemory;
  }
}
