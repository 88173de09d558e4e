package org.ravel.sequence;

/**
 * What is read where targets have steps of their own: a whole source, and at each step of the
 * target what stands before it. Its steps are those of the target.
 *
 * @param source of each row; a row without a target may have one
 * @param given before each target
 */
public record Pairs(Steps source, Field given) implements Steps {

  public Pairs {
    if (source.rows() != given.rows()) {
      throw new IllegalArgumentException(
          "%d sources have %d targets".formatted(source.rows(), given.rows()));
    }
  }

  @Override
  public int steps() {
    return given.steps();
  }

  @Override
  public int[] lengths() {
    return given.lengths();
  }

  @Override
  public String what() {
    return "pairs of sequences";
  }
}
