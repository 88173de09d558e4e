package org.ravel.example;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** What is read of an example, step after step. */
public sealed interface ReadSteps extends Serializable
    permits ReadSteps.OfTokens, ReadSteps.OfNumbers, ReadSteps.OfTree {

  /** Number of steps. */
  int count();

  /** Those from one place to another, which is not included. */
  ReadSteps part(int from, int to);

  /** All of it as a text: examples with the same one are the same. */
  String content();

  /** Tokens. */
  record OfTokens(List<String> tokens) implements ReadSteps {

    @Override
    public int count() {
      return tokens.size();
    }

    @Override
    public ReadSteps part(int from, int to) {
      return new OfTokens(tokens.subList(from, to));
    }

    @Override
    public String content() {
      return String.join("\n", tokens);
    }
  }

  /**
   * A tree.
   *
   * @param words of its leaves, from left to right
   * @param children how many each node has, a node before its children
   */
  record OfTree(List<String> words, List<Integer> children) implements ReadSteps {
    @Override
    public int count() {
      return words.size();
    }

    @Override
    public ReadSteps part(int from, int to) {
      throw new IllegalStateException("a part of a tree's leaves is no tree");
    }

    /** The same words in another tree are the same sentence. */
    @Override
    public String content() {
      return String.join("\n", words);
    }
  }

  /**
   * Real numbers.
   *
   * @param numbers shape [steps, width], step by step
   */
  record OfNumbers(int width, double[] numbers) implements ReadSteps {

    @Override
    public int count() {
      return numbers.length / width;
    }

    @Override
    public ReadSteps part(int from, int to) {
      return new OfNumbers(width, Arrays.copyOfRange(numbers, from * width, to * width));
    }

    @Override
    public String content() {
      return width + Arrays.toString(numbers);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OfNumbers same
          && same.width == width
          && Arrays.equals(same.numbers, numbers);
    }

    @Override
    public int hashCode() {
      return 31 * width + Arrays.hashCode(numbers);
    }
  }
}
