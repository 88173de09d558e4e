package org.ravel.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** What is closed at the end of a Spark task, whether it ends well or not, on the task's thread. */
public final class TaskEnd {
  private TaskEnd() {}

  /** Closes a resource at the end of the task that calls this. */
  public static <T extends AutoCloseable> T close(T resource) {
    TaskCompletionListener end = context -> closeNow(resource);
    TaskContext.get().addTaskCompletionListener(end);
    return resource;
  }

  private static void closeNow(AutoCloseable resource) {
    try {
      resource.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a resource of a task cannot be closed", e);
    }
  }
}
