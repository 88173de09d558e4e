package org.ravel.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.ravel.evaluation.measure.ConfusionMatrix;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;

/** The plots of labels and classes. */
final class LabelPlots {
  /** Points of accuracy by length. */
  private static final int MOST_LENGTHS = 50;

  private static final List<Point> DIAGONAL = List.of(new Point(0, 0), new Point(1, 1));

  /** What the plot of reliability says of what has a probability. */
  private record ReliabilityWords(
      String note, String probability, String share, String bars, String line, String count) {}

  private static final ReliabilityWords ANSWERS =
      new ReliabilityWords(
          "How often answers are right that the model gives with some probability: below the line it is too sure. The expected calibration error, the mean distance over all answers, is %s.",
          "probability of the answer",
          "share that is right",
          "answers of about this probability",
          "right as often as sure",
          "answers");

  /** Each label of each sequence has a probability, whether it is given or not. */
  private static final ReliabilityWords LABELS_OF_SETS =
      new ReliabilityWords(
          "How often a label is there to which the model gives some probability: below the line it gives too much. The expected calibration error, the mean distance over all labels of all sequences, is %s.",
          "probability of the label",
          "share that is there",
          "labels of about this probability",
          "there as often as probable",
          "labels");

  private LabelPlots() {}

  static List<Plot> of(LabelFigures figures) {
    List<Plot> plots = new ArrayList<>();
    if (figures.confusion().labels().size() > 1) {
      plots.add(confusion(figures));
    }
    if (!figures.rankings().isEmpty()) {
      // Of more classes two may be the only ones that are true anywhere.
      boolean isBinary = figures.rankings().size() == 2 && figures.confusion().all() == 2;
      plots.add(rankings(figures.rankings(), isBinary, "class", "classes"));
    }
    addReliability(figures.reliability(), figures.figures(), ANSWERS, plots);
    if (figures.byLength().size() > 1) {
      plots.add(
          lengths(
              figures.byLength(),
              figures.rightUpTo(),
              figures.eachStep()
                  ? "How many sequences of a length have no wrong label."
                  : "How many sequences of a length have the right class.",
              "sequence"));
    }
    return plots;
  }

  /** Of sets: each label is there or not, whatever others are. */
  static List<Plot> of(SetFigures figures) {
    List<Plot> plots = new ArrayList<>();
    if (!figures.rankings().isEmpty()) {
      plots.add(rankings(figures.rankings(), false, "label", "labels"));
    }
    addReliability(figures.reliability(), figures.figures(), LABELS_OF_SETS, plots);
    return plots;
  }

  /** Of strings of formal languages. */
  static List<Plot> of(RecognitionFigures figures) {
    return figures.byLength().size() > 1
        ? List.of(
            lengths(
                figures.byLength(),
                figures.rightUpTo(),
                "How many strings of a length have no wrong answer.",
                "string"))
        : List.of();
  }

  /**
   * Accuracy over lengths, neighbours of which are joined where there are many.
   *
   * @param what of the share, a sentence
   * @param one what has a length, such as {@code sequence}
   */
  private static Plot lengths(
      List<LabelFigures.ByLength> all, Integer rightUpTo, String what, String one) {
    int joined = (all.size() + MOST_LENGTHS - 1) / MOST_LENGTHS;
    List<Point> right = new ArrayList<>();
    List<Point> sequences = new ArrayList<>();
    for (int from = 0; from < all.size(); from += joined) {
      List<LabelFigures.ByLength> bin = all.subList(from, Math.min(all.size(), from + joined));
      double middle = bin.stream().mapToInt(LabelFigures.ByLength::length).average().orElseThrow();
      long of = bin.stream().mapToLong(LabelFigures.ByLength::sequences).sum();
      long those = bin.stream().mapToLong(LabelFigures.ByLength::right).sum();
      right.add(new Point(middle, (double) those / of));
      sequences.add(new Point(middle, of));
    }
    String note =
        what
            + (rightUpTo == null
                ? ""
                : " All of up to %s steps are right.".formatted(Numbers.count(rightUpTo)))
            + (joined > 1 ? " Lengths are joined with their neighbours." : "");
    return new Plot(
        "Accuracy by length",
        note,
        Axis.linear("steps of the " + one).from(0),
        List.of(
            new Panel(
                Axis.linear("share that is right").from(0).upTo(1),
                Panel.Size.TALL,
                List.of(new Mark.Line(null, Ink.BLUE, right))),
            new Panel(
                Axis.linear(one + "s").from(0),
                Panel.Size.SMALL,
                List.of(new Mark.Line(null, Ink.GREY, sequences)))));
  }

  private static void addReliability(
      List<LabelFigures.Reliable> bins,
      List<LabelFigures.Value> figures,
      ReliabilityWords words,
      List<Plot> plots) {
    if (bins.stream().anyMatch(bin -> bin.answers() > 0)) {
      plots.add(reliability(bins, figures, words));
    }
  }

  /** A row for each true label, from the most frequent one down. */
  private static Plot confusion(LabelFigures figures) {
    ConfusionMatrix matrix = figures.confusion();
    List<String> fromBelow = new ArrayList<>(matrix.labels());
    Collections.reverse(fromBelow);
    List<Mark> marks =
        List.of(
            new Mark.Cells("right", Ink.BLUE, cells(matrix, true)),
            new Mark.Cells("wrong", Ink.RED, cells(matrix, false)));
    String shown =
        matrix.labels().size() < matrix.all()
            ? " Of %s labels these are the %s with the most mistakes."
                .formatted(Numbers.count(matrix.all()), Numbers.count(matrix.labels().size()))
            : "";
    return new Plot(
        "Confusion matrix",
        "What was predicted where each %s was true, in per cent of its row: the stronger a field, the more.%s"
            .formatted(figures.labelIs(), shown),
        Axis.categories("predicted", matrix.labels()),
        List.of(new Panel(Axis.categories("true", fromBelow), Panel.Size.TALL, marks)));
  }

  private static List<Mark.Cell> cells(ConfusionMatrix matrix, boolean right) {
    List<Mark.Cell> cells = new ArrayList<>();
    int labels = matrix.labels().size();
    for (int gold = 0; gold < labels; gold++) {
      for (int predicted = 0; predicted < labels; predicted++) {
        long count = matrix.counts().get(gold).get(predicted);
        if (count > 0 && (gold == predicted) == right) {
          double share = (double) count / matrix.gold().get(gold);
          cells.add(
              new Mark.Cell(
                  predicted,
                  labels - 1 - gold,
                  // Mistakes are rare; the root tells small shares apart.
                  Math.sqrt(share),
                  percent(share),
                  "true %s, predicted %s: %s, %s"
                      .formatted(
                          matrix.labels().get(gold),
                          matrix.labels().get(predicted),
                          Numbers.count(count),
                          Numbers.percent(share))));
        }
      }
    }
    return cells;
  }

  /** Whole per cent; less than one is more than none. */
  private static String percent(double share) {
    return share < 0.01 ? "<1" : String.format(Locale.ROOT, "%.0f", 100 * share);
  }

  /** Of two classes the second: the first mirrors it. Of more those that are ranked worst. */
  private static Plot rankings(
      List<LabelFigures.Ranked> all, boolean isBinary, String each, String several) {
    List<LabelFigures.Ranked> shown =
        isBinary
            ? all.subList(1, 2)
            : all.stream()
                .sorted(Comparator.comparing(LabelFigures.Ranked::area))
                .limit(Ink.DISTINCT.size())
                .toList();
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Line("chance", Ink.GREY, DIAGONAL, false, true));
    for (LabelFigures.Ranked one : shown) {
      marks.add(
          new Mark.Line(
              "%s, area %s".formatted(one.name(), Numbers.decimal(one.area())),
              Ink.DISTINCT.get(marks.size() - 1),
              one.curve().stream().map(point -> new Point(point.get(0), point.get(1))).toList(),
              false,
              false));
    }
    String note =
        "How well the model ranks a %s above the rest, whatever bound its probability is held against."
                .formatted(each)
            + (all.size() > shown.size() && !isBinary
                ? " Shown are the %d %s with the smallest area.".formatted(shown.size(), several)
                : "");
    return new Plot(
        "ROC curves",
        note,
        Axis.linear("share of the rest above the bound").from(0).upTo(1),
        List.of(
            new Panel(
                Axis.linear("share of the %s above the bound".formatted(each)).from(0).upTo(1),
                Panel.Size.TALL,
                marks)));
  }

  /** Bars that should end at the dashed line, and below them how many answers each is of. */
  private static Plot reliability(
      List<LabelFigures.Reliable> bins, List<LabelFigures.Value> figures, ReliabilityWords words) {
    List<Point> right = new ArrayList<>();
    List<Point> answers = new ArrayList<>();
    for (LabelFigures.Reliable bin : bins) {
      double middle = (bin.low() + bin.high()) / 2;
      if (bin.answers() > 0) {
        right.add(new Point(middle, (double) bin.right() / bin.answers()));
      }
      answers.add(new Point(middle, bin.answers()));
    }
    Double error =
        figures.stream()
            .filter(figure -> figure.name().equals("calibration error"))
            .findAny()
            .map(LabelFigures.Value::value)
            .orElse(null);
    return new Plot(
        "Reliability",
        words.note().formatted(Numbers.percent(error)),
        Axis.linear(words.probability()).from(0).upTo(1),
        List.of(
            new Panel(
                Axis.linear(words.share()).from(0).upTo(1),
                Panel.Size.TALL,
                List.of(
                    new Mark.Bars(words.bars(), Ink.PALE_BLUE, right),
                    new Mark.Line(words.line(), Ink.GREY, DIAGONAL, false, true))),
            new Panel(
                Axis.linear(words.count()).from(0),
                Panel.Size.SMALL,
                List.of(new Mark.Bars(null, Ink.GREY, answers)))));
  }
}
