package org.ravel.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** The native library. Whatever goes wrong in loading it becomes a reason, never a crash. */
public final class OneDnn {
  /** The only type of number that the fast path computes with. */
  public static final data_type FLOATS = data_type.f32;

  private static final String FAILURE = load();

  private OneDnn() {}

  /** Why the library cannot be used; null if it can. */
  public static String failure() {
    return FAILURE;
  }

  /** The processor. Shared by all threads, never freed. */
  public static engine engine() {
    return Holder.ENGINE;
  }

  /** Memory of this layout that is bound to an array before each use. */
  public static memory unbound(desc layout) {
    return new memory(layout, engine(), new Pointer());
  }

  private static String load() {
    try {
      Loader.load(dnnl.class);
      // As a recurrence will want it: what cannot be made fails here.
      desc number = new desc(new long[] {1, 1}, FLOATS, new long[] {1, 1});
      new reorder(unbound(number), unbound(number)).close();
      return null;
    } catch (LinkageError | RuntimeException failure) {
      return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
    }
  }

  private static final class Holder {
    // Retained: a pointer scope that is open at this moment must not take it along.
    static final engine ENGINE = new engine(engine.kind.cpu, 0).retainReference();
  }
}
