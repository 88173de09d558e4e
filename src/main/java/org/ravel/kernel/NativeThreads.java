package org.ravel.kernel;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** One native thread per calling thread: Spark's tasks themselves use the cores. */
public final class NativeThreads {
  private NativeThreads() {}

  /**
   * To be called on every thread that trains or evaluates. The thread that initialises ND4J gets
   * four OpenMP threads whatever {@code OMP_NUM_THREADS} says, and the number is a property of each
   * thread.
   */
  public static void single() {
    // The operations are only there once the backend has been chosen.
    Nd4j.getExecutioner();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }
}
