package org.ravel.hiddenmarkov;

import java.io.IOException;
import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.hiddenmarkov.inference.MarkovChain;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

/** The numbers of chains and models in files. */
public final class HiddenMarkovNumbers {
  static final int MAGIC = 0x52484d4d;
  static final int FORMAT = 1;

  private HiddenMarkovNumbers() {}

  /** Writes what {@link #discrete} reads. */
  public static void write(NumberWriter out, DiscreteHmm hmm) throws IOException {
    write(out, hmm.chain());
    out.integer(hmm.symbols());
    out.vector(hmm.emissions());
  }

  /**
   * Reads a model whose states emit symbols.
   *
   * @throws IllegalArgumentException if its numbers are none of a model
   */
  public static DiscreteHmm discrete(NumberReader in) throws IOException {
    return new DiscreteHmm(chain(in), in.integer(), in.vector());
  }

  static void write(NumberWriter out, MarkovChain chain) throws IOException {
    out.integer(chain.states());
    out.vector(chain.starts());
    out.vector(chain.transitions());
    out.flag(chain.ends() != null);
    if (chain.ends() != null) {
      out.vector(chain.ends());
    }
  }

  static MarkovChain chain(NumberReader in) throws IOException {
    return new MarkovChain(in.integer(), in.vector(), in.vector(), in.flag() ? in.vector() : null);
  }
}
