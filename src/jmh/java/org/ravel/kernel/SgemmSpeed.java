package org.ravel.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.ravel.benchmark.CpuTime;

/** The core's single-precision matrix-product rate: prints "sgemm" and operations per CPU second. */
public final class SgemmSpeed {
  private static final int SIZE = 1024;

  private SgemmSpeed() {}

  /** Measures. */
  public static void main(String[] arguments) {
    NativeThreads.single();
    try (FloatPointer a = filled();
        FloatPointer b = filled();
        FloatPointer c = filled()) {
      var left = new Sgemm.Matrix(a, SIZE, false);
      var right = new Sgemm.Matrix(b, SIZE, false);
      var size = new Sgemm.Size(SIZE, SIZE, SIZE);
      int runs = 60;
      double seconds = CpuTime.of(() -> Sgemm.run(left, right, size, 1, c), 10, runs);
      System.out.println("sgemm " + 2.0 * SIZE * SIZE * SIZE * runs / seconds);
    }
  }

  private static FloatPointer filled() {
    FloatPointer values = new FloatPointer((long) SIZE * SIZE);
    for (long i = 0; i < values.capacity(); i++) {
      values.put(i, (float) Math.sin((double) i));
    }
    return values;
  }
}
