package org.ravel.dl4j.layer;

import java.util.List;
import org.ravel.kernel.recurrence.Cell;

/**
 * Gated recurrent unit: u, r = σ(W x + U h₋₁ + b), h = u⊙h₋₁ + (1−u)⊙n, with the candidate n as
 * {@link Reset} says. Gate blocks in the parameters are u, r, n.
 */
public final class Gru extends Recurrent {
  private static final long serialVersionUID = 1L;

  private Reset reset = Reset.AFTER;

  /** Where the reset gate applies. */
  public enum Reset {
    /** n = tanh(W x + U (r⊙h₋₁) + b) (Cho et al. 2014). */
    BEFORE,
    /** n = tanh(W x + b + r⊙(U h₋₁ + b′)), as in cuDNN and PyTorch; b′ is a fourth bias block. */
    AFTER
  }

  /** For deserialisation. */
  public Gru() {}

  private Gru(Builder builder) {
    super(builder);
    this.reset = builder.reset;
  }

  @Override
  public Cell cell() {
    return switch (reset) {
      case BEFORE -> Cell.GRU_RESET_BEFORE;
      case AFTER -> Cell.GRU_RESET_AFTER;
    };
  }

  @Override
  List<Object> settings() {
    return List.of(reset);
  }

  /** Where the reset gate applies. */
  public Reset getReset() {
    return reset;
  }

  /** For deserialisation. */
  public void setReset(Reset reset) {
    this.reset = reset;
  }

  /** Settings of a GRU layer. */
  @SuppressWarnings("unchecked") // DL4J declares build() for any type the caller likes
  public static final class Builder extends Recurrent.Builder<Builder> {
    private Reset reset = Reset.AFTER;

    /** After the product unless set. */
    public Builder reset(Reset where) {
      this.reset = where;
      return this;
    }

    @Override
    public Gru build() {
      return new Gru(this);
    }
  }
}
