package org.ravel.spark;

import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import scala.Option;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * How tasks hand large values to the driver: as blocks of Spark's storage, from which the driver
 * takes them one at a time. A task's own result would be serialised twice on its way, also within
 * one process, and all results of a job would have to fit into the driver's memory at once.
 *
 * <p>A block goes with its executor: whoever finds it gone runs the task again.
 *
 * @param number tells hand-overs apart, within the application; 0 or more, or other executors could
 *     not read the blocks' names
 */
public record Handover(int number) implements Serializable {
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

  /** Leaves a value for the driver; on an executor. */
  public void offer(long part, Serializable value) {
    blocks().putSingle(id(part), value, StorageLevel.MEMORY_AND_DISK(), true, ANY);
  }

  /** Takes a value, which is gone from the storage then; on the driver. */
  public <T> Optional<T> take(long part, Class<T> type) {
    BlockId id = id(part);
    Option<BlockResult> found = blocks().get(id, ANY);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Iterator<?> values = found.get().data();
    Optional<T> value = values.hasNext() ? Optional.of(type.cast(values.next())) : Optional.empty();
    // The block's lock is released at the end of its values.
    while (values.hasNext()) {
      values.next();
    }
    blocks().master().removeBlock(id);
    return value;
  }

  private BlockId id(long part) {
    return new StreamBlockId(number, part);
  }

  private static BlockManager blocks() {
    return SparkEnv.get().blockManager();
  }
}
