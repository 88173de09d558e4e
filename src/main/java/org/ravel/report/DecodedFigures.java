package org.ravel.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Decoded;

/**
 * Everything the report of a translation says, as {@code report.json} holds it: the component names
 * are its keys.
 *
 * @param signatures how BLEU and chrF were counted, as sacreBLEU says it
 * @param byLength of the source, the shortest first
 * @param targetBaselines models of the targets alone, on the same targets
 * @param targetVerdict whether the model beats the best of these; null without any
 * @param worst sentences with the lowest chrF of their own
 * @param random sentences that were not chosen by how good they are
 * @param attention where some of these looked
 */
record DecodedFigures(
    int format,
    String title,
    String created,
    LabelFigures.Counts evaluation,
    List<LabelFigures.Value> figures,
    List<Baseline> baselines,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TargetBaseline> targetBaselines,
    @JsonInclude(JsonInclude.Include.NON_NULL) BaselineVerdict targetVerdict,
    Signatures signatures,
    Written written,
    Diversity diversity,
    List<Bucket> byLength,
    List<Sentence> worst,
    List<Sentence> random,
    List<Decoded.Aligned> attention,
    List<Figures.LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /** A baseline on the same sentences. */
  record Baseline(String name, String note, Double bleu, Double chrf, Double exactMatch) {

    private static Baseline of(Decoded.Baseline one) {
      return new Baseline(
          one.name(),
          one.note(),
          Figures.finite(one.bleu()),
          Figures.finite(one.chrf()),
          Figures.finite(one.exactMatch()));
    }
  }

  /** How the scores were counted. */
  record Signatures(String bleu, String bleuDividedByWhiteSpace, String chrf) {}

  /** How much was written. */
  record Written(long sentences, long exact, long tokens, long referenceTokens) {}

  /** Different tokens, and pairs of neighbouring ones, as shares of all. */
  record Diversity(
      Double distinct1, Double distinct2, Double referenceDistinct1, Double referenceDistinct2) {

    private static Diversity of(Decoded.Output output) {
      return new Diversity(
          Figures.finite(output.diversity().distinct1()),
          Figures.finite(output.diversity().distinct2()),
          Figures.finite(output.referenceDiversity().distinct1()),
          Figures.finite(output.referenceDiversity().distinct2()));
    }
  }

  /**
   * Sentences whose sources have so many tokens.
   *
   * @param to null for any number
   */
  record Bucket(
      int from,
      Integer to,
      long sentences,
      long exact,
      Double bleu,
      Double chrf,
      Double lengthRatio) {

    private static Bucket of(Decoded.OfLength measured) {
      return new Bucket(
          measured.from(),
          measured.to(),
          measured.sentences(),
          measured.exact(),
          Figures.finite(measured.bleu()),
          Figures.finite(measured.chrf()),
          Figures.finite((double) measured.tokens() / measured.referenceTokens()));
    }
  }

  /** A sentence, its reference and what the model writes. */
  record Sentence(long index, String source, String reference, String output, Double chrf) {

    static Sentence of(Decoded.Translated one) {
      return new Sentence(
          one.index(), one.source(), one.reference(), one.output(), Figures.finite(one.chrf()));
    }

    /** For people; the template's name for it. */
    String shownChrf() {
      return Numbers.decimal(chrf);
    }
  }

  /** The value of a figure by its name. */
  Double figure(String name) {
    return figures.stream()
        .filter(one -> one.name().equals(name))
        .map(LabelFigures.Value::value)
        .findFirst()
        .orElseThrow();
  }

  static DecodedFigures of(Evaluation evaluation, Decoded measures, ReportContext context) {
    Decoded.Output output = measures.output();
    return new DecodedFigures(
        FORMAT,
        context.title(),
        context.created().toString(),
        LabelFigures.Counts.of(evaluation, measures.right(), measures.unknown()),
        measures.figures().stream().map(LabelFigures.Value::of).toList(),
        output.baselines().stream().map(Baseline::of).toList(),
        TargetBaseline.of(measures, measures.targetModels()),
        BaselineVerdict.of(measures, measures.targetModels()),
        new Signatures(
            output.bleu().signature(), output.bleuOfWords().signature(), output.chrf().signature()),
        new Written(output.sentences(), output.exact(), output.tokens(), output.referenceTokens()),
        Diversity.of(output),
        output.byLength().stream().map(Bucket::of).toList(),
        output.worst().stream().map(Sentence::of).toList(),
        output.random().stream().map(Sentence::of).toList(),
        output.aligned(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.configuration());
  }
}
