package org.ravel.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.measure.Text.Loss;

/**
 * Everything a language model's report says, as {@code report.json} holds it: the component names
 * are its keys. A number that is not finite, or has no meaning because nothing was counted, is
 * null.
 */
record Figures(
    int format,
    String title,
    String created,
    TextFigures evaluation,
    List<Baseline> baselines,
    BaselineVerdict verdict,
    Source source,
    List<Position> byPosition,
    List<SourceFile> bySource,
    List<LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String sample,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /** The model's measures on the split. */
  record TextFigures(
      String split,
      long targets,
      long characters,
      long bytes,
      Double totalNats,
      Double negativeLogLikelihood,
      Double standardError,
      Double perplexity,
      Double bitsPerToken,
      Double bitsPerCharacter,
      Double bitsPerByte,
      long top1Hits,
      long top5Hits,
      Double top1Accuracy,
      Double top5Accuracy,
      long outOfVocabularyTargets,
      Double outOfVocabularyRate,
      Double seconds,
      Double tokensPerSecond)
      implements Measured {

    @Override
    public String target() {
      return "token";
    }
  }

  /** A baseline's measures on the same targets. */
  record Baseline(
      String name,
      Double totalNats,
      Double negativeLogLikelihood,
      Double perplexity,
      Double bitsPerToken,
      Double bitsPerCharacter,
      Double bitsPerByte,
      Double difference,
      Double differenceError) {}

  /** The limit, where it is known, and how far the model is from it in bits per token. */
  record Source(Double entropyPerToken, Double perplexity, Double distancePerToken) {}

  /** The loss at a time step of the sequences. */
  record Position(
      int position,
      long targets,
      Double totalNats,
      Double negativeLogLikelihood,
      Double standardError) {}

  /** The loss on a source file. */
  record SourceFile(String name, long targets, Double totalNats, Double negativeLogLikelihood) {}

  /**
   * How far the training was.
   *
   * @param figures of a validation of labels; a language model has none
   * @param sentences that a translation wrote
   */
  record LearningPoint(
      Double epoch,
      long round,
      Double trainingLoss,
      Double validationLoss,
      Double learningRate,
      Double tokensPerSecond,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> figures,
      @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<ReportContext.LearningPoint.Sentence> sentences) {}

  static Figures of(Evaluation measured, ReportContext context) {
    Text evaluation = measured.text();
    return new Figures(
        FORMAT,
        context.title(),
        context.created().toString(),
        measures(measured, evaluation),
        evaluation.baselines().stream().map(each -> baseline(each, evaluation)).toList(),
        BaselineVerdict.of(evaluation),
        source(evaluation),
        IntStream.range(0, evaluation.byPosition().size())
            .mapToObj(position -> position(position, evaluation.byPosition().get(position)))
            .toList(),
        evaluation.bySource().stream().map(Figures::sourceFile).toList(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.sample(),
        context.configuration());
  }

  private static TextFigures measures(Evaluation measured, Text evaluation) {
    return new TextFigures(
        measured.split(),
        evaluation.targets(),
        evaluation.characters(),
        evaluation.bytes(),
        finite(evaluation.model().nats()),
        finite(evaluation.negativeLogLikelihood()),
        finite(evaluation.standardError()),
        finite(evaluation.perplexity()),
        finite(evaluation.bitsPerToken()),
        finite(evaluation.bitsPerCharacter()),
        finite(evaluation.bitsPerByte()),
        evaluation.model().top1(),
        evaluation.model().top5(),
        finite(evaluation.top1Accuracy()),
        finite(evaluation.top5Accuracy()),
        evaluation.unknownTargets(),
        finite(evaluation.outOfVocabularyRate()),
        finite(measured.seconds()),
        finite(evaluation.targets() / measured.seconds()));
  }

  private static Baseline baseline(Text.Baseline baseline, Text evaluation) {
    double nats = baseline.nats();
    double bits = nats / Math.log(2);
    return new Baseline(
        baseline.name(),
        finite(nats),
        finite(nats / evaluation.targets()),
        finite(Math.exp(nats / evaluation.targets())),
        finite(bits / evaluation.targets()),
        finite(bits / evaluation.characters()),
        finite(bits / evaluation.bytes()),
        finite(evaluation.difference(baseline)),
        finite(baseline.differenceError()));
  }

  private static Source source(Text evaluation) {
    Double entropy = finite(evaluation.sourceEntropy());
    return entropy == null
        ? null
        : new Source(
            entropy, finite(Math.pow(2, entropy)), finite(evaluation.bitsPerToken() - entropy));
  }

  private static Position position(int position, Text.PositionLoss measured) {
    Loss loss = measured.loss();
    return new Position(
        position,
        loss.targets(),
        finite(loss.nats()),
        finite(loss.mean()),
        finite(measured.standardError()));
  }

  private static SourceFile sourceFile(Text.SourceLoss source) {
    Loss loss = source.loss();
    return new SourceFile(source.name(), loss.targets(), finite(loss.nats()), finite(loss.mean()));
  }

  static LearningPoint learningPoint(ReportContext.LearningPoint point) {
    return new LearningPoint(
        finite(point.epoch()),
        point.round(),
        finite(point.trainingLoss()),
        finite(point.validationLoss()),
        finite(point.learningRate()),
        finite(point.tokensPerSecond()),
        point.figures(),
        point.sentences());
  }

  static Double finite(Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }
}
