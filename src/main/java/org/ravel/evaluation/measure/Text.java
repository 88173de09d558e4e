package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a language model came to; all means are quotients of exact sums over tokens.
 *
 * @param targets predicted tokens
 * @param characters code points of source text that they account for
 * @param bytes bytes of source text that they account for
 * @param unknownTargets targets that are {@code <unk>}
 * @param model the model's score
 * @param standardError of the model's mean negative log-likelihood in nats, over runs of
 *     consecutive sequences: the lanes that blocks are divided into; null with fewer than two of
 *     them
 * @param baselines {@code uniform}, {@code unigram}, {@code bigram}, and further models
 * @param byPosition the loss at each time step of a sequence, from 0
 * @param bySource the loss on each source file's targets, in corpus order
 * @param sourceEntropy bits per token of the source where it is known; null where it is not
 */
public record Text(
    long targets,
    long characters,
    long bytes,
    long unknownTargets,
    Score model,
    Double standardError,
    List<Baseline> baselines,
    List<PositionLoss> byPosition,
    List<SourceLoss> bySource,
    Double sourceEntropy)
    implements Measures {

  /**
   * Sums of a predictor's success.
   *
   * @param nats sum of the negative log-likelihoods of the targets
   * @param top1 targets that were the most probable token
   * @param top5 targets among the five most probable tokens
   */
  public record Score(double nats, long top1, long top5) implements Serializable {}

  /**
   * A baseline on the same targets.
   *
   * @param name which
   * @param nats its summed negative log-likelihood
   * @param differenceError standard error of the model's mean loss less the baseline's, in nats per
   *     target, from their differences on the same runs; null with fewer than two runs
   */
  public record Baseline(String name, double nats, Double differenceError) implements Serializable {

    /** One whose difference from the model was not estimated. */
    public Baseline(String name, double nats) {
      this(name, nats, null);
    }
  }

  /** Summed nats over a number of targets. */
  public record Loss(double nats, long targets) implements Serializable {

    /** Nats per target. */
    public double mean() {
      return nats / targets;
    }
  }

  /**
   * The loss at a time step of the sequences.
   *
   * @param standardError of its mean in nats, taking the sequences as independent; null with fewer
   *     than two targets
   */
  public record PositionLoss(Loss loss, Double standardError) implements Serializable {}

  /** A source file's loss. */
  public record SourceLoss(String name, Loss loss) implements Serializable {}

  @Override
  public String target() {
    return Task.LANGUAGE_MODEL.target();
  }

  @Override
  public double loss() {
    return negativeLogLikelihood();
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.of("perplexity", perplexity(), Unit.NUMBER, Better.LOWER),
        Figure.of("bits per token", bitsPerToken(), Unit.BITS, Better.LOWER),
        Figure.of("bits per character", bitsPerCharacter(), Unit.BITS, Better.LOWER),
        Figure.of("accuracy", top1Accuracy(), Unit.SHARE, Better.HIGHER),
        Figure.of("top-5 accuracy", top5Accuracy(), Unit.SHARE, Better.HIGHER));
  }

  /** Mean negative log-likelihood in nats per token. */
  public double negativeLogLikelihood() {
    return model.nats() / targets;
  }

  /** The model's mean negative log-likelihood less a baseline's; below 0 is better. */
  public double difference(Baseline baseline) {
    return negativeLogLikelihood() - baseline.nats() / targets;
  }

  /** exp of the mean negative log-likelihood per token. */
  public double perplexity() {
    return Math.exp(negativeLogLikelihood());
  }

  /** Mean negative log-likelihood in bits per token. */
  public double bitsPerToken() {
    return bits(model.nats()) / targets;
  }

  /** Bits per code point of source text. */
  public double bitsPerCharacter() {
    return bits(model.nats()) / characters;
  }

  /** Bits per byte of source text. */
  public double bitsPerByte() {
    return bits(model.nats()) / bytes;
  }

  /** Share of targets that were the most probable token. */
  public double top1Accuracy() {
    return (double) model.top1() / targets;
  }

  /** Share of targets among the five most probable tokens. */
  public double top5Accuracy() {
    return (double) model.top5() / targets;
  }

  /** Share of targets that are {@code <unk>}. */
  public double outOfVocabularyRate() {
    return (double) unknownTargets / targets;
  }

  private static double bits(double nats) {
    return nats / Math.log(2);
  }
}
