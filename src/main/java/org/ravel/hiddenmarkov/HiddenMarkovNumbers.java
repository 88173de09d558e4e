package org.ravel.hiddenmarkov;

import java.io.IOException;
import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.hiddenmarkov.inference.GaussianHmm;
import org.ravel.hiddenmarkov.inference.Hmm;
import org.ravel.hiddenmarkov.inference.MarkovChain;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

/** The numbers of chains and models in files. */
public final class HiddenMarkovNumbers {
  static final int MAGIC = 0x52484d4d;
  static final int FORMAT = 1;

  private HiddenMarkovNumbers() {}

  /** Writes what {@link #discrete} or {@link #gaussian} reads. */
  public static void write(NumberWriter out, Hmm<?> hmm) throws IOException {
    write(out, hmm.chain());
    if (hmm instanceof DiscreteHmm discrete) {
      out.integer(discrete.symbols());
      out.vector(discrete.emissions());
    } else if (hmm instanceof GaussianHmm gaussian) {
      out.integer(gaussian.width());
      out.vector(gaussian.means());
      out.vector(gaussian.variances());
      out.vector(gaussian.leastVariances());
    }
  }

  /**
   * Reads a model whose states emit symbols.
   *
   * @throws IllegalArgumentException if its numbers are none of a model
   */
  public static DiscreteHmm discrete(NumberReader in) throws IOException {
    return new DiscreteHmm(chain(in), in.integer(), in.vector());
  }

  /**
   * Reads a model whose states emit vectors.
   *
   * @throws IllegalArgumentException if its numbers are none of a model
   */
  public static GaussianHmm gaussian(NumberReader in) throws IOException {
    return new GaussianHmm(chain(in), in.integer(), in.vector(), in.vector(), in.vector());
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
