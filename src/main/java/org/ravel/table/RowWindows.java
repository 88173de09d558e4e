package org.ravel.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * Takes rows into memory a window at a time, so that those of similar length can be taken together,
 * and gives rows of the output in their order.
 *
 * @param <T> what is made of a row
 */
public final class RowWindows<T> implements Iterator<Row> {
  /** The most steps that a window takes before it is full. */
  private static final long MOST_STEPS = 1 << 20;

  private final Iterator<InputRow> rows;
  private final Work<T> work;
  private final int size;
  private final Queue<Row> ready;

  /**
   * What is done with rows.
   *
   * @param <T> what is made of a row
   */
  public interface Work<T> {
    /** Reads a row; null if it is left out. */
    T read(InputRow row);

    /** How many steps a network takes over a row. */
    int steps(T read);

    /** The rows of the output for a window, in its order. */
    List<Row> run(List<T> window);

    /** Is called once, after the last window. */
    void end();
  }

  /**
   * Windows over the rows of a task.
   *
   * @param size the most rows of a window
   * @param head what comes before all rows
   */
  public RowWindows(Iterator<InputRow> rows, Work<T> work, int size, List<Row> head) {
    this.rows = rows;
    this.work = work;
    this.size = size;
    this.ready = new ArrayDeque<>(head);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      List<T> window = new ArrayList<>();
      long steps = 0;
      while (rows.hasNext() && window.size() < size && steps < MOST_STEPS) {
        T read = work.read(rows.next());
        if (read != null) {
          window.add(read);
          steps += work.steps(read);
        }
      }
      ready.addAll(work.run(window));
      if (!rows.hasNext()) {
        work.end();
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
