package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
 * @param targetModels models of the targets alone, on the same targets
 */
public record Decoded(
    long targets,
    long right,
    long unknown,
    double nats,
    Output output,
    List<Text.Baseline> targetModels)
    implements Measures {

  /** Held against no model of the targets alone. */
  public Decoded(long targets, long right, long unknown, double nats, Output output) {
    this(targets, right, unknown, nats, output, List.of());
  }

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
   * @param diversity of what it has written
   * @param referenceDiversity of the references
   * @param byLength sentences by the length of their source, the shortest first
   * @param worst the sentences with the lowest chrF of their own, the worst one first
   * @param random sentences that were not chosen by how good they are
   * @param aligned where some of these looked; none of a model that does not look
   * @param baselines on the same sentences; none where nobody looked at training
   */
  public record Output(
      long sentences,
      long exact,
      Score bleu,
      Score bleuOfWords,
      Score chrf,
      long tokens,
      long referenceTokens,
      Diversity diversity,
      Diversity referenceDiversity,
      List<OfLength> byLength,
      List<Translated> worst,
      List<Translated> random,
      List<Aligned> aligned,
      List<Baseline> baselines)
      implements Serializable {

    /** The one with the highest BLEU, of equal ones with the highest chrF; empty without any. */
    public Optional<Baseline> bestBaseline() {
      return baselines.stream()
          .max(Comparator.comparing(Baseline::bleu).thenComparing(Baseline::chrf));
    }

    /**
     * The best baseline where the model is not above it: by BLEU or, where neither has any, by
     * chrF. Texts of fewer than four words have no BLEU, however right they are.
     */
    public Optional<Unbeaten> unbeaten() {
      return bestBaseline()
          .map(
              best ->
                  bleu.value() == 0 && best.bleu() == 0
                      ? new Unbeaten("chrF", chrf.value(), best.name(), best.chrf())
                      : new Unbeaten("BLEU", bleu.value(), best.name(), best.bleu()))
          .filter(one -> one.model() <= one.best());
    }

    /** Tokens of a sentence. */
    public double meanLength() {
      return (double) tokens / sentences;
    }

    /** Tokens over tokens of the references. */
    public double lengthRatio() {
      return (double) tokens / referenceTokens;
    }
  }

  /**
   * How many different tokens, and pairs of neighbouring ones, there are.
   *
   * @param tokens all of them
   * @param distinctTokens the different ones
   * @param pairs all of them
   * @param distinctPairs the different ones
   */
  public record Diversity(long tokens, long distinctTokens, long pairs, long distinctPairs)
      implements Serializable {

    /** Share of the tokens that are different; not a number without any. */
    public double distinct1() {
      return (double) distinctTokens / tokens;
    }

    /** Share of the pairs that are different; not a number without any. */
    public double distinct2() {
      return (double) distinctPairs / pairs;
    }
  }

  /**
   * Sentences whose sources have similar lengths.
   *
   * @param from the fewest tokens of a source
   * @param to the most; null for any number
   * @param bleu from 0 to 100
   * @param chrf from 0 to 100
   * @param tokens that were written
   */
  public record OfLength(
      int from,
      Integer to,
      long sentences,
      long exact,
      double bleu,
      double chrf,
      long tokens,
      long referenceTokens)
      implements Serializable {}

  /**
   * What a baseline comes to on the same sentences.
   *
   * @param note what to know of it; may be empty
   * @param exact sentences that are their reference
   * @param bleu from 0 to 100
   * @param chrf from 0 to 100
   */
  public record Baseline(
      String name, String note, long sentences, long exact, double bleu, double chrf)
      implements Serializable {

    /** Share of the sentences that are their reference. */
    public double exactMatch() {
      return (double) exact / sentences;
    }
  }

  /**
   * A baseline that a model is not above.
   *
   * @param measure that says so
   * @param model its value of the model
   * @param best that of the baseline
   */
  public record Unbeaten(String measure, double model, String baseline, double best) {}

  /**
   * Where a model looked.
   *
   * @param index the sentence's number in the split, from 0
   * @param source its tokens
   * @param output the tokens that were written, their end behind them
   * @param weights of the tokens of the source, for each token that was written
   */
  public record Aligned(
      long index, List<String> source, List<String> output, List<List<Double>> weights)
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
      figures.add(Figure.of("length ratio", output.lengthRatio(), Unit.NUMBER, null));
      figures.add(Figure.of("mean length", output.meanLength(), Unit.NUMBER, null));
      figures.add(Figure.of("distinct-1", output.diversity().distinct1(), Unit.SHARE, null));
      figures.add(Figure.of("distinct-2", output.diversity().distinct2(), Unit.SHARE, null));
    }
    return figures;
  }
}
