package org.ravel.sequence;

/** Where the targets of an example stand. */
public enum Alignment {
  /** The target of a step is the next value of the same column. */
  NEXT_STEP,
  /** Each step has a target of its own, in another column. */
  SAME_STEP,
  /** There is one target for the whole example. */
  WHOLE,
  /** There is a set of targets for the whole example, which may be empty. */
  SET,
  /** There are real numbers as targets for the whole example. */
  VALUES,
  /** Each step has a set of targets, which may be empty. */
  STEP_SETS,
  /** The targets are a sequence of their own, in another column. */
  OWN_STEPS,
  /** At each step but the first ones the targets are the steps behind it, as many for all. */
  HORIZON,
  /** Each node of a tree has a target, or the root alone has one. */
  NODES;

  /** Whether any number of ids is predicted at once, each by itself. */
  public boolean isOfSets() {
    return this == SET || this == STEP_SETS;
  }

  /** Whether what is predicted is said of the whole example, however many steps it has. */
  public boolean isOfWhole() {
    return this == WHOLE || this == SET || this == VALUES;
  }

  /** Whether real numbers are predicted, and not ids. */
  public boolean isOfNumbers() {
    return this == VALUES || this == HORIZON;
  }
}
