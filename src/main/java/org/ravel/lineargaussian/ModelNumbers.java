package org.ravel.lineargaussian;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.error.InputException;
import org.ravel.lineargaussian.LinearGaussianModel.Kind;
import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.lineargaussian.autoregression.LagDesign;
import org.ravel.lineargaussian.autoregression.Lags;
import org.ravel.lineargaussian.statespace.StateSpace;
import org.ravel.sequence.Horizon;

/** The file of a linear model: big-endian numbers, each array behind its length. */
final class ModelNumbers {
  private static final int MAGIC = 0x524c474d;
  private static final int FORMAT = 1;

  /** Numbers of the longest array that is read: far more than any model has. */
  private static final int MOST_NUMBERS = 1 << 24;

  private ModelNumbers() {}

  /** Writes one. */
  static final class Writer {
    private final DataOutputStream out;

    Writer(DataOutputStream out) {
      this.out = out;
    }

    void header(Kind kind) throws IOException {
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      constant(Kind.values(), kind);
    }

    private <T> void constant(T[] constants, T one) throws IOException {
      out.writeInt(Arrays.asList(constants).indexOf(one));
    }

    void horizon(Horizon horizon) throws IOException {
      out.writeInt(horizon.context());
      out.writeInt(horizon.steps());
      out.writeInt(horizon.forecast());
      out.writeInt(horizon.past());
      out.writeInt(horizon.known());
      out.writeBoolean(horizon.gaps());
      constant(Horizon.Base.values(), horizon.base());
      out.writeInt(horizon.season());
    }

    void autoregression(Autoregression model) throws IOException {
      LagDesign design = model.design();
      out.writeInt(design.width());
      out.writeInt(design.covariates());
      out.writeInt(design.ahead());
      lags(design.lags().seasonal());
      lags(design.lags().recent());
      out.writeInt(model.targets());
      out.writeBoolean(model.iterated());
      matrix(model.coefficients());
      matrix(model.covariance());
      vector(model.means());
    }

    private void lags(List<Integer> lags) throws IOException {
      out.writeInt(lags.size());
      for (int lag : lags) {
        out.writeInt(lag);
      }
    }

    void system(StateSpace system) throws IOException {
      matrix(system.transition());
      matrix(system.output());
      matrix(system.stateNoise());
      vector(system.outputNoise());
      vector(system.offset());
      vector(system.start().mean());
      matrix(system.start().covariance());
      out.writeInt(system.start().diffuse());
    }

    private void matrix(double[][] rows) throws IOException {
      out.writeInt(rows.length);
      for (double[] row : rows) {
        vector(row);
      }
    }

    private void vector(double[] numbers) throws IOException {
      out.writeInt(numbers.length);
      for (double number : numbers) {
        out.writeDouble(number);
      }
    }
  }

  /** Reads one. */
  static final class Reader {
    private final DataInputStream in;
    private final String file;

    Reader(DataInputStream in, String file) {
      this.in = in;
      this.file = file;
    }

    /** Reads what comes, and refuses a file that ends before it. */
    private interface Part<T> {
      T read() throws IOException;
    }

    private <T> T part(Part<T> part) throws IOException {
      try {
        return part.read();
      } catch (EOFException e) {
        throw new InputException("%s is cut off; publish the model again".formatted(file), e);
      } catch (IllegalArgumentException e) {
        throw damaged(e.getMessage());
      }
    }

    private InputException damaged(String what) {
      return new InputException(
          "%s is no linear model: %s; publish the model again".formatted(file, what));
    }

    Kind header() throws IOException {
      return part(
          () -> {
            if (in.readInt() != MAGIC) {
              throw damaged("it begins otherwise");
            }
            int format = in.readInt();
            if (format != FORMAT) {
              throw new InputException(
                  "%s has format %d, but this version reads %d; use the version of Ravel that wrote it"
                      .formatted(file, format, FORMAT));
            }
            return constant(Kind.values());
          });
    }

    private <T> T constant(T[] constants) throws IOException {
      int place = in.readInt();
      if (place < 0 || place >= constants.length) {
        throw damaged("%d is none of %d kinds".formatted(place, constants.length));
      }
      return constants[place];
    }

    Horizon horizon() throws IOException {
      return part(
          () ->
              new Horizon(
                  in.readInt(),
                  in.readInt(),
                  in.readInt(),
                  in.readInt(),
                  in.readInt(),
                  in.readBoolean(),
                  constant(Horizon.Base.values()),
                  in.readInt()));
    }

    AutoregressiveModel autoregressive(Horizon horizon) throws IOException {
      return part(
          () -> {
            LagDesign design =
                new LagDesign(in.readInt(), in.readInt(), in.readInt(), new Lags(lags(), lags()));
            return new AutoregressiveModel(
                horizon,
                new Autoregression(
                    design, in.readInt(), in.readBoolean(), matrix(), matrix(), vector()));
          });
    }

    private List<Integer> lags() throws IOException {
      int count = count();
      List<Integer> lags = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        lags.add(in.readInt());
      }
      return lags;
    }

    LinearDynamicModel linearDynamic(Horizon horizon) throws IOException {
      return part(
          () ->
              new LinearDynamicModel(
                  horizon,
                  new StateSpace(
                      matrix(),
                      matrix(),
                      matrix(),
                      vector(),
                      vector(),
                      new StateSpace.Start(vector(), matrix(), in.readInt()))));
    }

    private int count() throws IOException {
      int count = in.readInt();
      if (count < 0 || count > MOST_NUMBERS) {
        throw damaged("an array of %d numbers".formatted(count));
      }
      return count;
    }

    private double[][] matrix() throws IOException {
      int rows = count();
      List<double[]> matrix = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        matrix.add(vector());
      }
      return matrix.toArray(new double[0][]);
    }

    private double[] vector() throws IOException {
      // Read in pieces: a damaged length takes no memory.
      int count = count();
      double[] numbers = new double[Math.min(count, 1 << 12)];
      for (int i = 0; i < count; i++) {
        if (i == numbers.length) {
          numbers = Arrays.copyOf(numbers, Math.min(count, 2 * i));
        }
        numbers[i] = in.readDouble();
      }
      return numbers;
    }
  }
}
