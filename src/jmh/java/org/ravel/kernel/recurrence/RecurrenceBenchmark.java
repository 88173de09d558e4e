package org.ravel.kernel.recurrence;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Kernels;
import org.ravel.kernel.NativeThreads;
import org.ravel.kernel.Sgemm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A recurrence alone, over a minibatch of 64 sequences of 64 steps, and a product of matrices of
 * 1024 rows and columns to compare it with.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class RecurrenceBenchmark {
  private static final int MINIBATCH = 64;
  private static final int TIME = 64;
  private static final int ROWS = 96;
  private static final int SQUARE = 1024;

  /** The cell. */
  @Param({"LSTM", "GRU_RESET_BEFORE", "GRU_RESET_AFTER", "ELMAN_TANH"})
  public Cell cell;

  /** Hidden units. */
  @Param({"256", "512"})
  public int hidden;

  /** Ids of a table of 96 rows, or activations as wide as the hidden ones. */
  @Param({"true", "false"})
  public boolean ids;

  /** Of the kernels. */
  @Param({"FAST"})
  public Kernels.KernelPath path;

  private Recurrence recurrence;
  private Weights weights;
  private Weights gradient;
  private Input input;
  private INDArray output;
  private INDArray outputGradient;
  private INDArray inputGradient;
  private NativeRows factor;
  private NativeRows product;

  /** Makes everything. */
  @Setup
  public void open() {
    NativeThreads.single();
    var geometry = new Geometry(cell, MINIBATCH, TIME, ids ? 0 : hidden, hidden, false);
    recurrence = new RecurrencePlan(geometry, DataType.FLOAT, path, true).open();
    weights = weights();
    gradient = weights();
    input =
        ids
            ? new Input.RowIds(new Random(1).ints((long) TIME * MINIBATCH, 0, ROWS).toArray())
            : new Input.Features(random('c', TIME, MINIBATCH, hidden));
    output = random('c', TIME, MINIBATCH, hidden);
    outputGradient = random('c', TIME, MINIBATCH, hidden);
    inputGradient = ids ? null : random('c', TIME, MINIBATCH, hidden);
    factor = new NativeRows(SQUARE, SQUARE);
    product = new NativeRows(SQUARE, SQUARE);
  }

  private Weights weights() {
    long columns = (long) cell.gates() * hidden;
    return new Weights(
        ids ? random('c', ROWS, columns) : random('f', hidden, columns),
        random('f', hidden, columns),
        random('c', 1, (long) cell.biasRows() * hidden),
        null);
  }

  private static INDArray random(char order, long... shape) {
    return Nd4j.rand(DataType.FLOAT, shape).subi(0.5).muli(0.1).dup(order);
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    recurrence.close();
  }

  /** Forward in time. */
  @Benchmark
  public INDArray forward() {
    recurrence.forward(weights, input, null, null, output);
    return output;
  }

  /** Forward and backward in time. */
  @Benchmark
  public INDArray forwardAndBackward() {
    recurrence.forward(weights, input, null, null, output);
    recurrence.backward(weights, outputGradient, gradient, inputGradient);
    return gradient.recurrent();
  }

  /** 2 · 1024³ floating-point operations. */
  @Benchmark
  public Object product() {
    Sgemm.multiply(
        factor.from(0), factor.from(0), new Sgemm.Size(SQUARE, SQUARE, SQUARE), product.from(0));
    return product;
  }
}
