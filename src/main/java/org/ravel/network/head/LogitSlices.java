package org.ravel.network.head;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.NativeCache;
import org.ravel.kernel.Product;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.loss.SoftmaxLoss;
import org.ravel.kernel.loss.SoftmaxLoss.LossShape;
import org.ravel.kernel.loss.SoftmaxLoss.Projection;
import org.ravel.network.module.StepRows;

/**
 * Logits x W + b of many rows x. They are made for a slice of the rows when one of these is first
 * asked for, in memory that all slices share: what nobody asks for is never computed, and however
 * many rows there are, a slice is all that is held.
 */
final class LogitSlices implements AutoCloseable {
  /** Rows of a slice. With fewer, to read the weights costs as much as the product. */
  private static final int MOST_ROWS = 256;

  /** Logits of a slice of more than one row: 64 MiB. */
  private static final long MOST_LOGITS = 1 << 24;

  /** Of fewer rows the product that is prepared for their number is the faster one. */
  private static final int FEW_ROWS = 64;

  private static final int NONE = -1;

  private final DataType type;
  private final Projection projection;
  private final int inputs;
  private final int classes;

  /** In single precision; in double precision the product adds it. */
  private final Softmax bias;

  private final NativeCache<LossShape, SoftmaxLoss> losses = new NativeCache<>();

  /** Copies of the rows; null before there are any. */
  private INDArray kept;

  /** Logits of the current slice. */
  private INDArray room;

  private int rows;
  private int sliceRows;
  private int slice = NONE;

  /** Whether the slice has been made with its bias. */
  private boolean biased;

  private double[] numbers;
  private FloatBuffer floats;
  private DoubleBuffer doubles;

  LogitSlices(DataType type, Projection projection) {
    this.type = type;
    this.projection = projection;
    inputs = Math.toIntExact(projection.weights().size(0));
    classes = Math.toIntExact(projection.weights().size(1));
    bias = new Softmax(classes);
  }

  int classes() {
    return classes;
  }

  /**
   * Copies rows, instead of those before.
   *
   * @param values shape [any, inputs], 'c' order
   * @param places rows of the array, in the order of their future numbers
   */
  void begin(INDArray values, int[] places) {
    rows = places.length;
    slice = NONE;
    if (rows == 0) {
      return;
    }
    int most = (int) Math.max(1, Math.min(MOST_ROWS, MOST_LOGITS / classes));
    int slices = (rows + most - 1) / most;
    sliceRows = (rows + slices - 1) / slices;
    kept = room(kept, rows, inputs);
    Rows.gather(values, places, kept);
    INDArray logits = room(room, sliceRows, classes);
    if (logits != room) {
      room = logits;
      floats = type == DataType.FLOAT ? room.data().asNioFloat() : null;
      doubles = type == DataType.FLOAT ? null : room.data().asNioDouble();
    }
    readBias();
  }

  private void readBias() {
    if (type != DataType.FLOAT) {
      return;
    }
    numbers = Doubles.read(projection.bias(), numbers);
    for (int symbol = 0; symbol < classes; symbol++) {
      bias.pieces()[symbol / Softmax.PIECE][symbol % Softmax.PIECE] = (float) numbers[symbol];
    }
  }

  /** New memory costs several times what a product does, so that what is there is used again. */
  private INDArray room(INDArray old, long rows, long width) {
    if (old != null && old.size(0) >= rows) {
      return old;
    }
    free(old);
    return Scopes.outsideWorkspaces(() -> StepRows.create(type, rows, width));
  }

  /** Copies the logits of a row. */
  void read(int row, Softmax into) {
    if (row / sliceRows != slice) {
      write(row / sliceRows);
    }
    int from = row % sliceRows * classes;
    for (int piece = 0; piece < into.pieces().length; piece++) {
      float[] logits = into.pieces()[piece];
      int at = from + piece * Softmax.PIECE;
      if (floats == null) {
        readDoubles(at, logits);
      } else {
        floats.get(floats.position() + at, logits);
      }
      if (!biased) {
        add(logits, bias.pieces()[piece], logits.length);
      }
    }
  }

  private static void add(float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      a[i] += b[i];
    }
  }

  private void readDoubles(int from, float[] logits) {
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) doubles.get(doubles.position() + from + i);
    }
  }

  private void write(int next) {
    int from = next * sliceRows;
    int count = Math.min(sliceRows, rows - from);
    INDArray read = kept.get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
    INDArray written = room.get(NDArrayIndex.interval(0, count), NDArrayIndex.all());
    biased = type != DataType.FLOAT || count < FEW_ROWS;
    try {
      if (biased) {
        losses
            .get(new LossShape(count, inputs, classes), key -> SoftmaxLoss.open(key, type))
            .logits(read, projection, written);
      } else {
        Product.write(read, projection.weights(), written);
      }
    } finally {
      // The cache must not be collected, and with it native memory, while native code runs.
      Reference.reachabilityFence(this);
    }
    slice = next;
  }

  private static void free(INDArray array) {
    if (array != null) {
      array.close();
    }
  }

  @Override
  public void close() {
    free(kept);
    free(room);
    kept = null;
    room = null;
    floats = null;
    doubles = null;
    losses.close();
  }
}
