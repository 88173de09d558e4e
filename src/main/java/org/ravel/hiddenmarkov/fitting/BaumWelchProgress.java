package org.ravel.hiddenmarkov.fitting;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ravel.hiddenmarkov.HiddenMarkovNumbers;
import org.ravel.hiddenmarkov.inference.Hmm;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

/**
 * How far a fit has come.
 *
 * @param shards the digest of what it is fitted to
 * @param start the number of the start that it is at, from 0
 * @param iteration how many it has done from there
 * @param model what these have led to
 * @param before the log-likelihood with the model before; −∞ without one
 * @param best what the starts before have led to; null without one
 * @param <S> a sequence
 */
record BaumWelchProgress<S>(
    String shards, int start, int iteration, Hmm<S> model, double before, Found<S> best) {
  private static final int MAGIC = 0x52424d57;
  private static final int FORMAT = 1;

  /**
   * What a start has led to.
   *
   * @param model smoothed
   * @param logLikelihood of the training split before smoothing
   * @param start its number, from 0
   * @param iterations that were done
   * @param converged whether the last one changed next to nothing
   * @param <S> a sequence
   */
  record Found<S>(
      Hmm<S> model, double logLikelihood, int start, int iterations, boolean converged) {}

  void write(OutputStream stream) throws IOException {
    NumberWriter out = new NumberWriter(stream);
    out.header(MAGIC, FORMAT);
    out.integers(shards.chars().boxed().toList());
    out.integer(start);
    out.integer(iteration);
    HiddenMarkovNumbers.write(out, model);
    out.number(before);
    out.flag(best != null);
    if (best != null) {
      HiddenMarkovNumbers.write(out, best.model());
      out.number(best.logLikelihood());
      out.integer(best.start());
      out.integer(best.iterations());
      out.flag(best.converged());
    }
    out.flush();
  }

  /** Reads a model of the kind that is fitted. */
  @FunctionalInterface
  interface ReadModel<S> {
    Hmm<S> read(NumberReader in) throws IOException;
  }

  static <S> BaumWelchProgress<S> read(InputStream stream, String file, ReadModel<S> models)
      throws IOException {
    NumberReader in = new NumberReader(stream, file, "state of a fit", "give --overwrite");
    in.header(MAGIC, FORMAT);
    return in.part(
        () ->
            new BaumWelchProgress<>(
                text(in),
                in.integer(),
                in.integer(),
                models.read(in),
                in.number(),
                in.flag()
                    ? new Found<>(
                        models.read(in), in.number(), in.integer(), in.integer(), in.flag())
                    : null));
  }

  private static String text(NumberReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    in.integers().forEach(unit -> text.append((char) (int) unit));
    return text.toString();
  }
}
