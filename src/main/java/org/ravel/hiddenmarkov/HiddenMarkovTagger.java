package org.ravel.hiddenmarkov;

import java.util.Objects;
import org.ravel.config.HiddenMarkovConfig.StateDecoding;
import org.ravel.hiddenmarkov.inference.MarkovChain;
import org.ravel.hiddenmarkov.tagging.WordTags;
import org.ravel.network.Predictor;

/**
 * A model of labels, which are the hidden states: words are what they emit.
 *
 * @param words what these say of their labels
 * @param decoding which labels are answered
 */
public record HiddenMarkovTagger(MarkovChain chain, WordTags words, StateDecoding decoding)
    implements HiddenMarkovIds {

  /**
   * A model.
   *
   * @throws IllegalArgumentException if the chain and the words have other numbers of labels
   */
  public HiddenMarkovTagger {
    Objects.requireNonNull(decoding);
    if (chain.states() != words.labels()) {
      throw new IllegalArgumentException(
          "its chain is of %d labels, its words of %d".formatted(chain.states(), words.labels()));
    }
  }

  @Override
  public int tokens() {
    return words.words();
  }

  @Override
  public int targets() {
    return chain.states();
  }

  @Override
  public long parameters() {
    long labels = chain.states();
    return labels * (labels + 2) + words.size();
  }

  @Override
  public Predictor get() {
    return new HiddenMarkovTaggerPredictor(this);
  }
}
