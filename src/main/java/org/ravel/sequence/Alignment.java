package org.ravel.sequence;

/** Where the targets of an example stand. */
public enum Alignment {
  /** The target of a step is the next value of the same column. */
  NEXT_STEP,
  /** Each step has a target of its own, in another column. */
  SAME_STEP,
  /** There is one target for the whole example. */
  WHOLE,
  /** The targets are a sequence of their own, in another column. */
  OWN_STEPS,
  /** Each node of a tree has a target, or the root alone has one. */
  NODES
}
