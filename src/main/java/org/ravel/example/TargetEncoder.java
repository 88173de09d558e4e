package org.ravel.example;

import java.io.Serializable;
import java.util.List;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Values;

/** Turns the target of an example, as it was read, into what networks are to predict. */
public sealed interface TargetEncoder extends Serializable {

  /**
   * The values of a target.
   *
   * @throws MalformedExample if networks cannot predict them
   */
  Values target(List<String> target) throws MalformedExample;

  /** The id of what the vocabulary of targets lacks; one that no target has without one. */
  int unknown();

  /**
   * Ids: labels, or the tokens of a text.
   *
   * @param sets whether each step has a set of them
   */
  record OfIds(Vocabulary vocabulary, boolean sets) implements TargetEncoder {

    @Override
    public Values target(List<String> target) {
      return sets
          ? ExampleEncoder.sets(vocabulary, target)
          : ExampleEncoder.target(vocabulary, target);
    }

    @Override
    public int unknown() {
      return vocabulary.unknown();
    }
  }

  /** Real numbers, in the texts of {@link Double#toString}. */
  record OfNumbers(Scaling scaling) implements TargetEncoder {

    /** The numbers that were read. */
    static double[] numbers(List<String> target) {
      return target.stream().mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public Values target(List<String> target) throws MalformedExample {
      try {
        return scaling.apply(numbers(target));
      } catch (IllegalArgumentException e) {
        throw new MalformedExample("has targets of which " + e.getMessage());
      }
    }

    @Override
    public int unknown() {
      return -1;
    }
  }
}
