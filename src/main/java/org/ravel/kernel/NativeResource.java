package org.ravel.kernel;

/** Something that may own native memory. */
public interface NativeResource extends AutoCloseable {
  /** Frees it; a second call does nothing. */
  @Override
  void close();
}
