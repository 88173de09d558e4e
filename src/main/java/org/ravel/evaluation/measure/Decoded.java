package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a translation came to: against each target token after the true ones before it, and what it
 * writes by itself.
 *
 * @param targets tokens of the targets, their ends among them
 * @param right targets that were the most probable token
 * @param unknown targets that are {@code <unk>}
 * @param nats sum of the negative log-likelihoods of the targets
 * @param output what it writes by itself; null where nobody has looked
 */
public record Decoded(long targets, long right, long unknown, double nats, Output output)
    implements Measures {

  /**
   * What a model writes beside the references.
   *
   * @param sentences number of them
   * @param exact those that are the same, token by token
   * @param bleu of the text, with the tokens of mteval-v13a
   * @param bleuOfWords of the text, divided by white space
   * @param chrf of the text
   * @param tokens that it has written
   * @param referenceTokens of the references
   * @param worst the sentences with the lowest chrF of their own, the worst one first
   * @param random sentences that were not chosen by how good they are
   */
  public record Output(
      long sentences,
      long exact,
      Score bleu,
      Score bleuOfWords,
      Score chrf,
      long tokens,
      long referenceTokens,
      List<Translated> worst,
      List<Translated> random)
      implements Serializable {}

  /**
   * A score of all sentences.
   *
   * @param value from 0 to 100
   * @param signature how it was counted, as sacreBLEU says it
   */
  public record Score(double value, String signature) implements Serializable {}

  /**
   * A sentence.
   *
   * @param index its number in the split, from 0
   * @param chrf of this sentence
   */
  public record Translated(long index, String source, String reference, String output, double chrf)
      implements Serializable {}

  @Override
  public String target() {
    return Task.TRANSLATION.target();
  }

  @Override
  public double loss() {
    return nats / targets;
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (output != null) {
      figures.add(Figure.of("BLEU", output.bleu().value(), Unit.NUMBER, Better.HIGHER));
      figures.add(Figure.of("chrF", output.chrf().value(), Unit.NUMBER, Better.HIGHER));
      figures.add(
          Figure.of(
              "exact match",
              (double) output.exact() / output.sentences(),
              Unit.SHARE,
              Better.HIGHER));
    }
    figures.add(Figure.of("perplexity", Math.exp(loss()), Unit.NUMBER, Better.LOWER));
    figures.add(Figure.of("accuracy", (double) right / targets, Unit.SHARE, Better.HIGHER));
    if (output != null) {
      figures.add(
          Figure.of(
              "BLEU, divided by white space",
              output.bleuOfWords().value(),
              Unit.NUMBER,
              Better.HIGHER));
      figures.add(
          Figure.of(
              "length ratio",
              (double) output.tokens() / output.referenceTokens(),
              Unit.NUMBER,
              null));
    }
    return figures;
  }
}
