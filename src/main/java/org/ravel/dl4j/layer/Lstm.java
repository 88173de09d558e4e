package org.ravel.dl4j.layer;

import java.util.List;
import org.ravel.kernel.recurrence.Cell;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997) with forget gates (Gers et al. 2000): i,
 * f, o = σ(W x + U h₋₁ + b), g = tanh(W x + U h₋₁ + b), c = f⊙c₋₁ + i⊙g, h = o⊙tanh(c). Gate blocks
 * in the parameters are i, f, g, o.
 *
 * <p>With peepholes (Gers and Schmidhuber 2000), i and f also see p⊙c₋₁, and o sees p⊙c: for
 * counting and timing.
 */
public final class Lstm extends Recurrent {
  private static final long serialVersionUID = 1L;

  private boolean peepholes;

  /** For deserialisation. */
  public Lstm() {}

  private Lstm(Builder builder) {
    super(builder);
    this.peepholes = builder.peepholes;
  }

  @Override
  public Cell cell() {
    return Cell.LSTM;
  }

  @Override
  public boolean hasPeepholes() {
    return peepholes;
  }

  @Override
  List<Object> settings() {
    return List.of(peepholes);
  }

  /** Whether the gates see the memory. */
  public boolean isPeepholes() {
    return peepholes;
  }

  /** For deserialisation. */
  public void setPeepholes(boolean peepholes) {
    this.peepholes = peepholes;
  }

  /** Settings of an LSTM layer. */
  @SuppressWarnings("unchecked") // DL4J declares build() for any type the caller likes
  public static final class Builder extends Recurrent.Builder<Builder> {
    private boolean peepholes;

    /** Without peepholes unless set. */
    public Builder peepholes(boolean wanted) {
      this.peepholes = wanted;
      return this;
    }

    @Override
    public Lstm build() {
      return new Lstm(this);
    }
  }
}
