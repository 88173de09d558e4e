package org.ravel.plan;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.ravel.spark.SparkJob;

/**
 * The memory of an executor's process, in bytes.
 *
 * @param executor its id
 * @param heap the most that its heap may take
 * @param mostNative the most that JavaCPP's arrays may take; 0 for any
 * @param mostPhysical the most that the process may take before JavaCPP refuses; 0 for any
 * @param nativeBytes that JavaCPP's arrays take
 * @param physical that the process takes
 */
public record ProcessMemory(
    String executor, long heap, long mostNative, long mostPhysical, long nativeBytes, long physical)
    implements Serializable {

  /** That of the executors that so many tasks meet. */
  static Collection<ProcessMemory> ofExecutors(JavaSparkContext spark, int tasks) {
    List<ProcessMemory> all =
        SparkJob.run(
            spark,
            "plan: memory of the executors",
            () ->
                spark
                    .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
                    .map(new Read())
                    .collect());
    TreeMap<String, ProcessMemory> byExecutor = new TreeMap<>();
    all.forEach(memory -> byExecutor.put(memory.executor(), memory));
    return byExecutor.values();
  }

  private static ProcessMemory here() {
    return new ProcessMemory(
        SparkEnv.get().executorId(),
        Runtime.getRuntime().maxMemory(),
        Pointer.maxBytes(),
        Pointer.maxPhysicalBytes(),
        Pointer.totalBytes(),
        Pointer.physicalBytes());
  }

  private static final class Read implements Function<Integer, ProcessMemory> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProcessMemory call(Integer task) {
      return here();
    }
  }
}
