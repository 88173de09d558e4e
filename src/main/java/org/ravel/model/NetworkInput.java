package org.ravel.model;

import org.ravel.config.ModelConfig;

/** What a network reads at each step. */
public sealed interface NetworkInput
    permits NetworkInput.OfTokens,
        NetworkInput.OfNumbers,
        NetworkInput.OfSeries,
        NetworkInput.OfTrees {

  /** Numbers that a step is read as by the layers after the first one. */
  int width(ModelConfig model);

  /**
   * A token.
   *
   * @param symbols number of ids
   * @param characters number of ids of characters of words; 0 where those are not read
   */
  record OfTokens(int symbols, int characters) implements NetworkInput {

    @Override
    public int width(ModelConfig model) {
      return model.tokenWidth();
    }
  }

  /**
   * Trees.
   *
   * @param leaves what stands at them
   * @param children the most of a node; 0 where there is no limit, or it is not known
   */
  record OfTrees(OfTokens leaves, int children) implements NetworkInput {
    @Override
    public int width(ModelConfig model) {
      return leaves.width(model);
    }
  }

  /**
   * Real numbers.
   *
   * @param width how many
   */
  record OfNumbers(int width) implements NetworkInput {

    @Override
    public int width(ModelConfig model) {
      return width;
    }
  }

  /**
   * Real numbers of a series.
   *
   * @param numbers how many
   * @param series how many there are
   */
  record OfSeries(int numbers, int series) implements NetworkInput {

    @Override
    public int width(ModelConfig model) {
      return Math.addExact(numbers, model.seriesEmbedding().size());
    }
  }
}
