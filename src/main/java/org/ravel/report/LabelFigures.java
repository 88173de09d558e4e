package org.ravel.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Classes;
import org.ravel.evaluation.measure.ConfusedPair;
import org.ravel.evaluation.measure.ConfusionMatrix;
import org.ravel.evaluation.measure.Figure;
import org.ravel.evaluation.measure.LabelMatches;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.LengthMatches;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.measure.WorstExample;

/**
 * Everything the report of a labelling or a classification says, as {@code report.json} holds it:
 * the component names are its keys. A number that is not finite, or has no meaning because nothing
 * was counted, is null.
 */
record LabelFigures(
    int format,
    String title,
    String created,
    Counts evaluation,
    List<Value> figures,
    Baseline baseline,
    List<Counted> baselines,
    LabelVerdict verdict,
    List<Part> parts,
    List<Label> byLabel,
    List<Label> bySpan,
    List<Confused> confusions,
    ConfusionMatrix confusion,
    List<Ranked> rankings,
    List<Reliable> reliability,
    List<ByLength> byLength,
    Integer rightUpTo,
    List<Worst> worst,
    List<Figures.LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /**
   * What was counted.
   *
   * @param unknown targets that are none of the model's labels
   */
  record Counts(
      String split,
      String targetsAre,
      long targets,
      long right,
      long unknown,
      Double seconds,
      Double targetsPerSecond)
      implements Measured {

    static Counts of(Evaluation evaluation, long right, long unknown) {
      Measures measures = evaluation.measures();
      return new Counts(
          evaluation.split(),
          measures.target() + "s",
          measures.targets(),
          right,
          unknown,
          Figures.finite(evaluation.seconds()),
          Figures.finite(measures.targets() / evaluation.seconds()));
    }

    @Override
    public String target() {
      return targetsAre.substring(0, targetsAre.length() - 1);
    }
  }

  /** A figure of {@link Measures#figures}. */
  record Value(String name, Double value, String unit, String better) {

    static Value of(Figure figure) {
      return new Value(
          figure.name(),
          figure.value(),
          figure.unit().name().toLowerCase(Locale.ROOT),
          figure.better() == null ? null : figure.better().name().toLowerCase(Locale.ROOT));
    }

    /** For people. */
    String shown() {
      return switch (unit) {
        case "share" -> Numbers.percent(value);
        case "series" -> Numbers.significant(value);
        default -> Numbers.decimal(value);
      };
    }
  }

  /** Always the label that training has most often. */
  record Baseline(String label, Double accuracy) {
    /** For people, after "always". */
    String shown() {
      return "“%s”: %s".formatted(label, Numbers.percent(accuracy));
    }
  }

  /** What counts of the training split come to on the same targets. */
  record Counted(String name, long right, Double accuracy, Double differenceError) {

    static List<Counted> of(List<LabelMeasures.Baseline> baselines, long targets) {
      return baselines.stream()
          .map(
              baseline ->
                  new Counted(
                      baseline.name(),
                      baseline.right(),
                      Figures.finite((double) baseline.right() / targets),
                      baseline.differenceError()))
          .toList();
    }
  }

  /** Targets of one kind, such as the roots of trees. */
  record Part(
      String name,
      long targets,
      long right,
      Double accuracy,
      List<Counted> baselines,
      LabelVerdict verdict) {

    static Part of(LabelMeasures.Part part) {
      return new Part(
          part.name(),
          part.targets(),
          part.right(),
          part.accuracy(),
          Counted.of(part.baselines(), part.targets()),
          LabelVerdict.of(part));
    }

    /** Whether a figure is its accuracy. */
    boolean isOf(Value figure) {
      return figure.name().equals(LabelMeasures.Part.figure(name));
    }
  }

  /** What a label, or a type of span, came to. */
  record Label(
      String name,
      long gold,
      long predicted,
      long right,
      Double precision,
      Double recall,
      Double f1) {

    static Label of(LabelMatches label) {
      var matches = label.matches();
      return new Label(
          label.name(),
          matches.gold(),
          matches.predicted(),
          matches.right(),
          matches.precision(),
          matches.recall(),
          matches.f1());
    }
  }

  /**
   * A class against the rest.
   *
   * @param curve points of the ROC curve: share of the rest, share of the class
   */
  record Ranked(String name, Double area, Double error, List<List<Double>> curve) {

    static Ranked of(Classes.Ranking ranking) {
      return new Ranked(
          ranking.name(),
          Figures.finite(ranking.area()),
          Figures.finite(ranking.error()),
          ranking.curve().stream()
              .map(point -> List.of(point.falsePositives(), point.truePositives()))
              .toList());
    }
  }

  /** Answers that the model was about equally sure of. */
  record Reliable(double low, double high, long answers, long right, Double confidence) {

    static Reliable of(Classes.Reliability bin) {
      return new Reliable(
          bin.low(),
          bin.high(),
          bin.answers(),
          bin.right(),
          bin.answers() == 0 ? null : Figures.finite(bin.confidence() / bin.answers()));
    }
  }

  /** Sequences of a length. */
  record ByLength(int length, long sequences, long right) {

    static ByLength of(LengthMatches matches) {
      return new ByLength(matches.length(), matches.sequences(), matches.right());
    }
  }

  /** A sequence that the model is most wrong about. */
  record Worst(
      long index,
      String source,
      Double loss,
      int steps,
      int from,
      List<String> tokens,
      List<String> gold,
      List<String> predicted,
      Double probability) {

    static Worst of(WorstExample worst) {
      return new Worst(
          worst.index(),
          worst.source(),
          Figures.finite(worst.loss()),
          worst.steps(),
          worst.from(),
          worst.tokens(),
          worst.gold(),
          worst.predicted(),
          Figures.finite(worst.probability()));
    }
  }

  /** One label given for another. */
  record Confused(String gold, String predicted, long count) {

    static Confused of(ConfusedPair pair) {
      return new Confused(pair.gold(), pair.predicted(), pair.count());
    }
  }

  /** What a target is given: each step and each node a label, each sequence a class. */
  String labelIs() {
    return evaluation.targetsAre().equals("sequences") ? "class" : "label";
  }

  /** Whether a figure is the accuracy of all targets. */
  boolean isOfAll(Value figure) {
    return figure.name().equals("accuracy")
        || figure.name().equals(LabelMeasures.Part.figure(evaluation.targetsAre()));
  }

  /** Whether each step has a label, and not a sequence or a tree as a whole. */
  boolean eachStep() {
    return evaluation.targetsAre().equals("labels");
  }

  /** Whether the nodes of trees have labels, or their roots. */
  boolean ofTrees() {
    return evaluation.targetsAre().equals("nodes") || evaluation.targetsAre().equals("roots");
  }

  static LabelFigures of(Evaluation evaluation, ReportContext context) {
    LabelMeasures measures = (LabelMeasures) evaluation.measures();
    List<Counted> baselines = Counted.of(measures.baselines(), measures.targets());
    return new LabelFigures(
        FORMAT,
        context.title(),
        context.created().toString(),
        Counts.of(evaluation, measures.right(), measures.unknown()),
        measures.figures().stream().map(Value::of).toList(),
        new Baseline(measures.mostFrequent(), baselines.get(0).accuracy()),
        baselines,
        LabelVerdict.of(measures),
        measures.parts().stream().map(Part::of).toList(),
        measures.byLabel().stream().map(Label::of).toList(),
        measures.spansByType().stream().map(Label::of).toList(),
        measures.confusions().stream().map(Confused::of).toList(),
        measures.matrix(),
        measures instanceof Classes classes
            ? classes.rankings().stream().map(Ranked::of).toList()
            : List.of(),
        measures instanceof Classes classes
            ? classes.reliability().stream().map(Reliable::of).toList()
            : List.of(),
        measures.byLength().stream().map(ByLength::of).toList(),
        measures.rightUpTo().isPresent() ? measures.rightUpTo().getAsInt() : null,
        measures.worst().stream().map(Worst::of).toList(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.configuration());
  }
}
