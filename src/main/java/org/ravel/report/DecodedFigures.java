package org.ravel.report;

import java.util.List;
import java.util.Map;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Decoded;

/**
 * Everything the report of a translation says, as {@code report.json} holds it: the component names
 * are its keys.
 *
 * @param signatures how BLEU and chrF were counted, as sacreBLEU says it
 * @param worst sentences with the lowest chrF of their own
 * @param random sentences that were not chosen by how good they are
 */
record DecodedFigures(
    int format,
    String title,
    String created,
    LabelFigures.Counts evaluation,
    List<LabelFigures.Value> figures,
    Signatures signatures,
    Written written,
    List<Sentence> worst,
    List<Sentence> random,
    List<Figures.LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /** How the scores were counted. */
  record Signatures(String bleu, String bleuDividedByWhiteSpace, String chrf) {}

  /** How much was written. */
  record Written(long sentences, long exact, long tokens, long referenceTokens) {}

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

  static DecodedFigures of(Evaluation evaluation, Decoded measures, ReportContext context) {
    Decoded.Output output = measures.output();
    return new DecodedFigures(
        FORMAT,
        context.title(),
        context.created().toString(),
        LabelFigures.Counts.of(evaluation, measures.right(), measures.unknown()),
        measures.figures().stream().map(LabelFigures.Value::of).toList(),
        new Signatures(
            output.bleu().signature(), output.bleuOfWords().signature(), output.chrf().signature()),
        new Written(output.sentences(), output.exact(), output.tokens(), output.referenceTokens()),
        output.worst().stream().map(Sentence::of).toList(),
        output.random().stream().map(Sentence::of).toList(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.configuration());
  }
}
