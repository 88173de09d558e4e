package org.ravel.kernel;

import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The recurrences that a layer used last. Native primitives have fixed shapes and cost about a
 * millisecond to make, and a run meets few shapes: whole minibatches, the last one, single steps.
 * Closing frees the native memory; so does the collector, for owners that nobody closes.
 */
public final class RecurrenceCache implements AutoCloseable {
  private static final int CAPACITY = 4;
  private static final Cleaner CLEANER = Cleaner.create();

  private final Entries entries = new Entries();

  /** An empty cache. */
  public RecurrenceCache() {
    CLEANER.register(this, entries);
  }

  private record Key(Geometry geometry, DataType type, Kernels.Path path, boolean training) {}

  /** The recurrence for this geometry, made if it is not there. */
  public Recurrence get(Geometry geometry, DataType type, Kernels.Path path, boolean training) {
    return entries.get(new Key(geometry, type, path, training));
  }

  int size() {
    return entries.recurrences.size();
  }

  /** Frees everything. The cache can be used again. */
  @Override
  public void close() {
    entries.run();
  }

  /** Apart from the cache itself, which the cleaner must not reach. */
  private static final class Entries implements Runnable {
    private final Map<Key, Recurrence> recurrences = new LinkedHashMap<>(16, 0.75f, true);

    synchronized Recurrence get(Key key) {
      Recurrence found = recurrences.get(key);
      if (found == null) {
        makeRoom();
        found = Kernels.open(key.geometry(), key.type(), key.path(), key.training());
        recurrences.put(key, found);
      }
      return found;
    }

    private void makeRoom() {
      if (recurrences.size() == CAPACITY) {
        Iterator<Recurrence> eldest = recurrences.values().iterator();
        eldest.next().close();
        eldest.remove();
      }
    }

    @Override
    public synchronized void run() {
      recurrences.values().forEach(Recurrence::close);
      recurrences.clear();
    }
  }
}
