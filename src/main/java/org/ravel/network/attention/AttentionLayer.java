package org.ravel.network.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ravel.network.module.Affine;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * At each step looks at all steps of another sequence, the memory m (Luong et al. 2015): weights α
 * = softmax(s) of scores s, the context c = Σ α m, and the output tanh([c; h] W + b) with h the
 * step's own features.
 *
 * <p>A penalty keeps all of the memory in sight (Xu et al. 2015): λ · mean((1 − Σ α)²) is added to
 * the loss of a minibatch in training, Σ over the steps of a row and the mean over the memory's
 * steps of all rows. The losses that are reported do not have it.
 *
 * @param inputs features of h
 * @param memory features of a step of the memory
 * @param width features of the output
 * @param score s
 * @param units of the additive score; 0 with the others
 * @param penalty λ
 */
public record AttentionLayer(
    int inputs, int memory, int width, Score score, int units, double penalty) implements Layer {
  private static final String NAME = "attention";

  /** What a step of the memory is worth to a step. */
  public enum Score {
    /** s = h · m. */
    DOT,
    /** s = h Q · m. */
    GENERAL,
    /** s = v · tanh(h Q + m K) (Bahdanau et al. 2015). */
    ADDITIVE
  }

  public AttentionLayer {
    Objects.requireNonNull(score, "attention has no score");
    Widths.require(NAME, "inputs", inputs, 1);
    Widths.require(NAME, "memory", memory, 1);
    Widths.require(NAME, "width", width, 1);
    Widths.require(NAME, "units", units, score == Score.ADDITIVE ? 1 : 0);
    if (score == Score.DOT && inputs != memory) {
      throw new IllegalArgumentException(
          "the dot product of %d features and %d of the memory is none; use the general score"
              .formatted(inputs, memory));
    }
    if (!(penalty >= 0 && Double.isFinite(penalty))) {
      throw new IllegalArgumentException(
          "the penalty of an attention has the factor %s but must have one of 0 or more"
              .formatted(penalty));
    }
  }

  /** Without a penalty. */
  public AttentionLayer(int inputs, int memory, int width, Score score, int units) {
    this(inputs, memory, width, score, units, 0);
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    List<ParameterShape> shapes = new ArrayList<>();
    switch (score) {
      case DOT -> {}
      case GENERAL -> shapes.add(ParameterShape.matrix(prefix + "Q", inputs, memory));
      case ADDITIVE -> {
        shapes.add(ParameterShape.matrix(prefix + "Q", inputs, units));
        shapes.add(ParameterShape.matrix(prefix + "K", memory, units));
        shapes.add(ParameterShape.matrix(prefix + "v", units, 1));
      }
    }
    shapes.addAll(Affine.parameters(prefix, joined(), width));
    return shapes;
  }

  /** Features of context and input together. */
  public int joined() {
    return Math.addExact(memory, inputs);
  }

  /**
   * What an additive score makes of the memory alone, for modules that share it; null with another
   * score.
   *
   * @param gradients null for modules that only predict
   */
  public AttentionKeys keys(String prefix, Parameters values, Parameters gradients) {
    return score == Score.ADDITIVE
        ? new AttentionKeys(
            values.get(prefix + "K"), gradients == null ? null : gradients.get(prefix + "K"))
        : null;
  }

  @Override
  public AttentionModule open(String prefix, Parameters values, Parameters gradients) {
    AttentionKeys own = keys(prefix, values, gradients);
    return opened(prefix, values, gradients, own, own);
  }

  /**
   * One of several modules that look at one memory, each at a step of its own.
   *
   * @param shared by all of them, as {@link #keys} gives them; whoever has opened them runs its way
   *     back after theirs
   */
  public AttentionModule open(
      String prefix, Parameters values, Parameters gradients, AttentionKeys shared) {
    return opened(prefix, values, gradients, shared, null);
  }

  private AttentionModule opened(
      String prefix,
      Parameters values,
      Parameters gradients,
      AttentionKeys read,
      AttentionKeys own) {
    return new AttentionModule(
        this,
        score(prefix, values, gradients, read),
        own,
        Affine.of(prefix, values),
        gradients == null ? null : Affine.of(prefix, gradients));
  }

  private AttentionScore score(
      String prefix, Parameters values, Parameters gradients, AttentionKeys keys) {
    return switch (score) {
      case DOT -> new ProductScore(null, null);
      case GENERAL ->
          new ProductScore(
              values.get(prefix + "Q"), gradients == null ? null : gradients.get(prefix + "Q"));
      case ADDITIVE ->
          new AdditiveScore(
              AdditiveScore.Weights.of(prefix, values),
              gradients == null ? null : AdditiveScore.Weights.of(prefix, gradients),
              keys);
    };
  }
}
