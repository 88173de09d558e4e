package org.ravel.kernel;

import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The native resources that a layer used last, by shape. They are made for one shape, with the
 * memory of it, and a run meets few shapes: whole minibatches, the last one, single steps. Closing
 * frees the native memory; so does the collector, for owners that nobody closes. Whoever uses a
 * resource keeps its cache reachable until native code has returned.
 */
public final class NativeCache<K, V extends NativeResource> implements NativeResource {
  /** As many are held whatever their size. */
  private static final int CAPACITY = 4;

  /** Of small ones more are held, such as those of short sequences of each length … */
  private static final int MOST_SMALL = 64;

  /** … as long as all together have no more numbers: 4 MB. */
  private static final long SMALL = 1 << 20;

  /**
   * Open resources between two calls of the collector. It does not see native memory: where
   * networks are dropped and not closed, as Deeplearning4j's workers do each round, small Java
   * objects alone would not wake it for a long time.
   */
  private static final int OPEN_BEFORE_COLLECTION = 64;

  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final Cleaner CLEANER = Cleaner.create();

  private final Entries<K, V> entries;

  /** An empty cache of resources that may be large. */
  public NativeCache() {
    this(key -> SMALL);
  }

  /**
   * An empty cache.
   *
   * @param numbers how many numbers of memory a resource has, about
   */
  public NativeCache(ToLongFunction<? super K> numbers) {
    entries = new Entries<>(numbers);
    CLEANER.register(this, entries);
  }

  /** The resource of this shape, made if it is not there; the one used longest ago makes room. */
  public V get(K key, Function<? super K, ? extends V> open) {
    return entries.get(key, open);
  }

  /** Frees the resource of this shape, if it is there. */
  public void drop(K key) {
    entries.drop(key);
  }

  public int size() {
    return entries.resources.size();
  }

  /** Frees everything. The cache can be used again. */
  @Override
  public void close() {
    entries.run();
  }

  /** Apart from the cache itself, which the cleaner must not reach. */
  private static final class Entries<K, V extends NativeResource> implements Runnable {
    private final Map<K, V> resources = new LinkedHashMap<>(16, 0.75f, true);
    private final ToLongFunction<? super K> numbers;

    Entries(ToLongFunction<? super K> numbers) {
      this.numbers = numbers;
    }

    synchronized V get(K key, Function<? super K, ? extends V> open) {
      V found = resources.get(key);
      if (found == null) {
        makeRoom(numbers.applyAsLong(key));
        found = open.apply(key);
        resources.put(key, found);
        if (OPEN.incrementAndGet() % OPEN_BEFORE_COLLECTION == 0) {
          System.gc();
        }
      }
      return found;
    }

    private void makeRoom(long added) {
      long total = added + resources.keySet().stream().mapToLong(numbers).sum();
      Iterator<Map.Entry<K, V>> eldest = resources.entrySet().iterator();
      while (eldest.hasNext()
          && resources.size() >= CAPACITY
          && (resources.size() >= MOST_SMALL || total > SMALL)) {
        Map.Entry<K, V> oldest = eldest.next();
        total -= numbers.applyAsLong(oldest.getKey());
        close(oldest.getValue());
        eldest.remove();
      }
    }

    public synchronized void drop(K key) {
      V found = resources.remove(key);
      if (found != null) {
        close(found);
      }
    }

    private static void close(NativeResource resource) {
      resource.close();
      OPEN.decrementAndGet();
    }

    @Override
    public synchronized void run() {
      resources.values().forEach(Entries::close);
      resources.clear();
    }
  }
}
