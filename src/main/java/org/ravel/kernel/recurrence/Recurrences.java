package org.ravel.kernel.recurrence;

import java.util.HashMap;
import java.util.Map;
import org.ravel.kernel.NativeCache;
import org.ravel.kernel.NativeResource;

/**
 * The recurrences of a layer. One runs over all batches of as many steps as it has room for or
 * fewer, since making one takes as long as a batch; when a longer batch comes, one with more room
 * takes its place. A single step is a way of its own, which need not copy weights. As with a {@link
 * NativeCache}, whoever uses a recurrence keeps this reachable until native code has returned.
 */
public final class Recurrences implements NativeResource {
  private final NativeCache<RecurrencePlan, Recurrence> open = new NativeCache<>();

  /** Steps that there is room for, by the plan for two of them. */
  private final Map<RecurrencePlan, Integer> rooms = new HashMap<>();

  /** A recurrence of this plan, or with room for more steps. */
  public Recurrence get(RecurrencePlan plan) {
    return open.get(plan.withSteps(room(plan)), RecurrencePlan::open);
  }

  private int room(RecurrencePlan plan) {
    int steps = plan.geometry().time();
    if (steps == 1) {
      return 1;
    }
    RecurrencePlan any = plan.withSteps(2);
    int before = rooms.getOrDefault(any, steps);
    int room = Math.max(before, steps);
    if (room > before) {
      open.drop(plan.withSteps(before));
    }
    rooms.put(any, room);
    return room;
  }

  public int size() {
    return open.size();
  }

  /** Frees everything. More can be made then. */
  @Override
  public void close() {
    open.close();
    rooms.clear();
  }
}
