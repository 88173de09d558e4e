package org.ravel.report;

import java.util.List;
import java.util.Map;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.LabelSets;

/**
 * Everything the report of sets of labels says, as {@code report.json} holds it: the component
 * names are its keys. A number that is not finite, or has no meaning because nothing was counted,
 * is null.
 *
 * @param threshold probability from which a label was given
 */
record SetFigures(
    int format,
    String title,
    String created,
    LabelFigures.Counts evaluation,
    double threshold,
    List<LabelFigures.Value> figures,
    List<Counted> baselines,
    SetVerdict verdict,
    List<LabelFigures.Label> byLabel,
    List<LabelFigures.Ranked> rankings,
    List<LabelFigures.Reliable> reliability,
    List<LabelFigures.Worst> worst,
    List<Figures.LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /** What counts of the training split come to on the same sequences. */
  record Counted(
      String name,
      Double sampleF1,
      Double microF1,
      Double exactMatch,
      Double logLoss,
      Double differenceError) {

    static Counted of(LabelSets.Baseline baseline, long targets) {
      return new Counted(
          baseline.name(),
          Figures.finite(baseline.f1() / targets),
          baseline.matches().f1(),
          Figures.finite((double) baseline.exact() / targets),
          Figures.finite(baseline.nats() / targets),
          baseline.differenceError());
    }
  }

  static SetFigures of(Evaluation evaluation, LabelSets measures, ReportContext context) {
    return new SetFigures(
        FORMAT,
        context.title(),
        context.created().toString(),
        LabelFigures.Counts.of(evaluation, measures.exact(), measures.unknown()),
        measures.threshold(),
        measures.figures().stream().map(LabelFigures.Value::of).toList(),
        measures.baselines().stream()
            .map(baseline -> Counted.of(baseline, measures.targets()))
            .toList(),
        SetVerdict.of(measures),
        measures.byLabel().stream().map(LabelFigures.Label::of).toList(),
        measures.rankings().stream().map(LabelFigures.Ranked::of).toList(),
        measures.reliability().stream().map(LabelFigures.Reliable::of).toList(),
        measures.worst().stream().map(LabelFigures.Worst::of).toList(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.configuration());
  }
}
