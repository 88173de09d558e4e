package org.ravel.lineargaussian;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ravel.lineargaussian.LinearGaussianModel.Kind;
import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.lineargaussian.autoregression.LagDesign;
import org.ravel.lineargaussian.autoregression.Lags;
import org.ravel.lineargaussian.statespace.StateSpace;
import org.ravel.sequence.Horizon;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

/** The file of a linear model. */
final class ModelNumbers {
  private static final int MAGIC = 0x524c474d;
  private static final int FORMAT = 1;

  private ModelNumbers() {}

  /** Writes one. */
  static final class Writer {
    private final NumberWriter out;

    Writer(OutputStream out) {
      this.out = new NumberWriter(out);
    }

    void header(Kind kind) throws IOException {
      out.header(MAGIC, FORMAT);
      out.constant(Kind.values(), kind);
    }

    void horizon(Horizon horizon) throws IOException {
      out.integer(horizon.context());
      out.integer(horizon.steps());
      out.integer(horizon.forecast());
      out.integer(horizon.past());
      out.integer(horizon.known());
      out.flag(horizon.gaps());
      out.constant(Horizon.Base.values(), horizon.base());
      out.integer(horizon.season());
    }

    void autoregression(Autoregression model) throws IOException {
      LagDesign design = model.design();
      out.integer(design.width());
      out.integer(design.covariates());
      out.integer(design.ahead());
      out.integers(design.lags().seasonal());
      out.integers(design.lags().recent());
      out.integer(model.targets());
      out.flag(model.iterated());
      out.matrix(model.coefficients());
      out.matrix(model.covariance());
      out.vector(model.means());
    }

    void system(StateSpace system) throws IOException {
      out.matrix(system.transition());
      out.matrix(system.output());
      out.matrix(system.stateNoise());
      out.vector(system.outputNoise());
      out.vector(system.offset());
      out.vector(system.start().mean());
      out.matrix(system.start().covariance());
      out.integer(system.start().diffuse());
    }

    void flush() throws IOException {
      out.flush();
    }
  }

  /** Reads one. */
  static final class Reader {
    private final NumberReader in;

    Reader(InputStream in, String file) {
      this.in = new NumberReader(in, file, "linear model", "publish the model again");
    }

    Kind header() throws IOException {
      in.header(MAGIC, FORMAT);
      return in.part(() -> in.constant(Kind.values()));
    }

    Horizon horizon() throws IOException {
      return in.part(
          () ->
              new Horizon(
                  in.integer(),
                  in.integer(),
                  in.integer(),
                  in.integer(),
                  in.integer(),
                  in.flag(),
                  in.constant(Horizon.Base.values()),
                  in.integer()));
    }

    AutoregressiveModel autoregressive(Horizon horizon) throws IOException {
      return in.part(
          () -> {
            LagDesign design =
                new LagDesign(
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    new Lags(in.integers(), in.integers()));
            return new AutoregressiveModel(
                horizon,
                new Autoregression(
                    design, in.integer(), in.flag(), in.matrix(), in.matrix(), in.vector()));
          });
    }

    LinearDynamicModel linearDynamic(Horizon horizon) throws IOException {
      return in.part(
          () ->
              new LinearDynamicModel(
                  horizon,
                  new StateSpace(
                      in.matrix(),
                      in.matrix(),
                      in.matrix(),
                      in.vector(),
                      in.vector(),
                      new StateSpace.Start(in.vector(), in.matrix(), in.integer()))));
    }
  }
}
