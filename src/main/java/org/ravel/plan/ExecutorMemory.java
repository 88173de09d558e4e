package org.ravel.plan;

import java.util.List;

/**
 * What an executor is to be given, in MiB.
 *
 * @param cores that train in it
 * @param leastHeap below which training would fail, or spill all it caches
 * @param heap {@code --executor-memory}
 * @param offHeap arrays outside the heap; {@code maxbytes} of JavaCPP, which counts a part of them
 * @param overhead {@code spark.executor.memoryOverhead}: these, and what the Java machine and its
 *     libraries take
 */
public record ExecutorMemory(int cores, long leastHeap, long heap, long offHeap, long overhead) {
  private static final long MIB = 1 << 20;

  /** Part of the heap that Spark leaves to storage and execution, and what it takes in front. */
  private static final double SPARK_SHARE = 0.6;

  private static final long SPARK_RESERVED = 300 * MIB;

  /** Blocks of token ids that a core reads, cached or on their way through the shuffle. */
  private static final long BLOCKS = 32 * MIB;

  /** Room in the native memory for what lasts shorter than a minibatch. */
  private static final double MARGIN = 1.25;

  /** Code, classes, threads and network buffers. */
  private static final long JAVA_MACHINE = 512 * MIB;

  private static final long LEAST_HEAP = 1024;

  /**
   * For so many cores.
   *
   * @param broadcastBytes of a round's start, of which an executor holds the value and its bytes
   */
  static ExecutorMemory of(
      NetworkMemory network, int minibatchSize, int cores, long broadcastBytes) {
    double heap =
        SPARK_RESERVED
            + (cores * (network.heap(minibatchSize) + BLOCKS) + 2.0 * broadcastBytes) / SPARK_SHARE;
    double offHeap = MARGIN * cores * network.offHeap(minibatchSize);
    return new ExecutorMemory(
        cores,
        (long) heap / MIB,
        Math.max(LEAST_HEAP, mebibytes(heap)),
        mebibytes(offHeap),
        mebibytes(offHeap + JAVA_MACHINE));
  }

  /** Rounded up to 64 MiB. */
  private static long mebibytes(double bytes) {
    return (long) Math.ceil(bytes / (64 * MIB)) * 64;
  }

  /** The options of spark-submit that give it. */
  public List<String> options() {
    return List.of(
        "--executor-cores %d".formatted(cores),
        "--executor-memory %dm".formatted(heap),
        "--conf spark.executor.memoryOverhead=%dm".formatted(overhead),
        "--conf \"spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.maxbytes=%dm -Dorg.bytedeco.javacpp.maxphysicalbytes=%dm\""
            .formatted(offHeap, physical()));
  }

  /** All that the process may take, for JavaCPP's {@code maxphysicalbytes}. */
  public long physical() {
    return heap + overhead;
  }
}
