package org.ravel.dl4j.layer;

import java.util.List;
import org.ravel.kernel.recurrence.Cell;

/** Simple recurrent network (Elman 1990): h = φ(W x + U h₋₁ + b). */
public final class Elman extends Recurrent {
  private static final long serialVersionUID = 1L;

  private Transfer transfer = Transfer.TANH;

  /** The function φ. */
  public enum Transfer {
    /** Hyperbolic tangent. */
    TANH,
    /** The positive part; to be initialised near the identity (Le et al. 2015). */
    RELU
  }

  /** For deserialisation. */
  public Elman() {}

  private Elman(Builder builder) {
    super(builder);
    this.transfer = builder.transfer;
  }

  @Override
  public Cell cell() {
    return switch (transfer) {
      case TANH -> Cell.ELMAN_TANH;
      case RELU -> Cell.ELMAN_RELU;
    };
  }

  @Override
  List<Object> settings() {
    return List.of(transfer);
  }

  /** The function φ. */
  public Transfer getTransfer() {
    return transfer;
  }

  /** For deserialisation. */
  public void setTransfer(Transfer transfer) {
    this.transfer = transfer;
  }

  /** Settings of an Elman layer. */
  @SuppressWarnings("unchecked") // DL4J declares build() for any type the caller likes
  public static final class Builder extends Recurrent.Builder<Builder> {
    private Transfer transfer = Transfer.TANH;

    /** Hyperbolic tangent unless set. */
    public Builder transfer(Transfer function) {
      this.transfer = function;
      return this;
    }

    @Override
    public Elman build() {
      return new Elman(this);
    }
  }
}
