package org.ravel.spark;

import java.io.Serializable;
import java.util.ConcurrentModificationException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import scala.Option;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * How tasks hand large values to the driver: as blocks of Spark's storage, from which the driver
 * takes them one at a time. A task's own result would be serialised twice on its way, also within
 * one process, and all results of a job would have to fit into the driver's memory at once.
 *
 * <p>A block goes with its executor: whoever finds it gone runs the task again. Of a task that runs
 * twice at a time, as in speculation, there may be two blocks of a name; they must be equal. The
 * driver takes one of them and both are removed, and one that comes later is when the driver {@link
 * #sweep(long) sweeps}.
 *
 * @param number tells hand-overs apart, within the application; 0 or more, or other executors could
 *     not read the blocks' names
 */
public record Handover(int number) implements Serializable {
  private static final int SWEEP_ATTEMPTS = 5;

  /** Numbers that a task's result carries itself; one MiB is what Spark sends at once. */
  private static final long MOST_IN_RESULT = (1 << 20) / Float.BYTES / 2;

  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

  public Handover {
    if (number < 0) {
      throw new IllegalArgumentException("hand-over number " + number);
    }
  }

  /** One with a number of its own. */
  public static Handover fresh() {
    return new Handover(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
  }

  /** Whether so many numbers of single precision are better handed over than returned. */
  public static boolean isLarge(long numbers) {
    return numbers > MOST_IN_RESULT;
  }

  /** Leaves a value for the driver; on an executor. A task that was killed leaves none. */
  public void offer(long part, Serializable value) {
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.killTaskIfInterrupted();
    }
    blocks().putSingle(id(part), value, StorageLevel.MEMORY_AND_DISK(), true, ANY);
  }

  /**
   * A value that was taken.
   *
   * @param bytes of its block: as it came over the network, or as Spark estimates it where it was
   *     in this process
   */
  public record Taken<T>(T value, long bytes) {}

  /** Takes a value, which is gone from the storage then; on the driver. */
  public <T> Optional<Taken<T>> take(long part, Class<T> type) {
    BlockId id = id(part);
    Option<BlockResult> found = blocks().get(id, ANY);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Iterator<?> values = found.get().data();
    long bytes = found.get().bytes();
    Optional<Taken<T>> value =
        values.hasNext()
            ? Optional.of(new Taken<>(type.cast(values.next()), bytes))
            : Optional.empty();
    // The block's lock is released at the end of its values.
    while (values.hasNext()) {
      values.next();
    }
    blocks().master().removeBlock(id);
    return value;
  }

  /**
   * Removes what is left of the parts below a number, wherever it lies; on the driver. Where Spark
   * cannot tell what there is, that is left for the next sweep.
   */
  public void sweep(long below) {
    int attempts = 0;
    while (attempts < SWEEP_ATTEMPTS && !trySweep(below)) {
      attempts++;
    }
  }

  private boolean trySweep(long below) {
    Iterator<BlockId> left;
    try {
      // What the driver has heard of suffices: executors tell it of each block.
      left = blocks().master().getMatchingBlockIds(new IsOf(number, below), false).iterator();
    } catch (Exception e) { // Spark throws checked exceptions that no signature mentions.
      if (e.getCause() instanceof ConcurrentModificationException) {
        // Spark walks through its lists on one thread while blocks come and go on another.
        return false;
      }
      throw e;
    }
    while (left.hasNext()) {
      blocks().master().removeBlock(left.next());
    }
    return true;
  }

  private BlockId id(long part) {
    return new StreamBlockId(number, part);
  }

  private static BlockManager blocks() {
    return SparkEnv.get().blockManager();
  }

  /** Blocks of a hand-over. */
  private static final class IsOf extends AbstractFunction1<BlockId, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final long below;

    IsOf(int number, long below) {
      this.number = number;
      this.below = below;
    }

    @Override
    public Object apply(BlockId id) {
      return id instanceof StreamBlockId block
          && block.streamId() == number
          && block.uniqueId() < below;
    }
  }
}
