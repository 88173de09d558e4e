package org.ravel.sequence;

/** How the examples of a shard set follow each other. */
public enum Order {
  /** Each begins where the one before has ended, and state may be carried from one to the next. */
  STREAM,
  /** Each is by itself. */
  INDEPENDENT
}
