package org.ravel.example;

/** A digest of a chunk's examples in their order, to notice whether they change. */
public final class ExampleDigest {
  private long value;

  /** Takes the next example. */
  public void add(LabelledSteps example) {
    value = 31 * (31 * value + example.steps().hashCode()) + example.labels().hashCode();
  }

  /** That of the examples so far. */
  public long value() {
    return value;
  }
}
