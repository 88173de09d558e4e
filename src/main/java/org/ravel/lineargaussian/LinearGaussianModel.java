package org.ravel.lineargaussian;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ravel.error.InputException;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Horizon;

/** A model that forecasts windows of series, each by itself. It is small, and travels whole. */
public sealed interface LinearGaussianModel extends PredictorSource
    permits AutoregressiveModel, LinearDynamicModel {

  /** What of a window it reads and forecasts. */
  Horizon horizon();

  /** Numbers that were learned. */
  long parameters();

  /** Writes what {@link #read} reads. */
  default void write(OutputStream out) throws IOException {
    ModelNumbers.Writer numbers = new ModelNumbers.Writer(out);
    numbers.header(this instanceof AutoregressiveModel ? Kind.AUTOREGRESSIVE : Kind.LINEAR_DYNAMIC);
    numbers.horizon(horizon());
    if (this instanceof AutoregressiveModel model) {
      numbers.autoregression(model.autoregression());
    } else if (this instanceof LinearDynamicModel model) {
      numbers.system(model.system());
    }
    numbers.flush();
  }

  /** Which of them it is. */
  enum Kind {
    AUTOREGRESSIVE,
    LINEAR_DYNAMIC
  }

  /**
   * Reads a model.
   *
   * @param file its name, for messages
   * @throws InputException if it is none, or of another version
   */
  static LinearGaussianModel read(InputStream in, String file) throws IOException {
    ModelNumbers.Reader numbers = new ModelNumbers.Reader(in, file);
    Kind kind = numbers.header();
    Horizon horizon = numbers.horizon();
    return switch (kind) {
      case AUTOREGRESSIVE -> numbers.autoregressive(horizon);
      case LINEAR_DYNAMIC -> numbers.linearDynamic(horizon);
    };
  }
}
