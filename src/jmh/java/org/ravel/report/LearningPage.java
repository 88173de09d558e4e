package org.ravel.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Interval;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;

/** Trainings of the same networks in this project and in PyTorch as one page. */
public final class LearningPage {
  private LearningPage() {}

  /**
   * One network in both.
   *
   * @param corpus name of the text
   * @param network its layers, in words
   * @param dropout probability
   * @param rule data and updates, in words
   */
  public record Comparison(
      String corpus, String network, double dropout, String rule, Curves ravel, Curves pytorch) {

    private String title() {
      return "%s: %s, dropout %s".formatted(corpus, network, shownDropout());
    }

    private String shownDropout() {
      return dropout == 0 ? "0" : String.valueOf(dropout);
    }

    private String seeds() {
      return ravel.seeds() == pytorch.seeds()
          ? String.valueOf(ravel.seeds())
          : "%d and %d".formatted(ravel.seeds(), pytorch.seeds());
    }

    /** Difference of the means, as a share of PyTorch's; null unless both are there. */
    Double difference() {
      return ravel.isEmpty() || pytorch.isEmpty() ? null : ravel.mean() / pytorch.mean() - 1;
    }

    /**
     * Whether the means lie no farther apart than the seeds of one of the two; null where one of
     * them has fewer than two seeds.
     */
    Boolean isWithinSpread() {
      return Math.min(ravel.seeds(), pytorch.seeds()) < 2
          ? null
          : Math.abs(ravel.mean() - pytorch.mean()) <= Math.max(ravel.spread(), pytorch.spread());
    }
  }

  /**
   * Losses in nats per token over epochs, a list of points for each seed.
   *
   * @param training over tenths of an epoch
   * @param validation at each epoch's end
   */
  public record Curves(List<List<Point>> training, List<List<Point>> validation) {

    boolean isEmpty() {
      return validation.isEmpty();
    }

    int seeds() {
      return validation.size();
    }

    /** Of the last validation losses. */
    double mean() {
      return last().average().orElse(Double.NaN);
    }

    /** The largest less the smallest of the last validation losses. */
    double spread() {
      return last().max().orElse(Double.NaN) - last().min().orElse(Double.NaN);
    }

    private DoubleStream last() {
      return validation.stream().mapToDouble(points -> points.get(points.size() - 1).y());
    }
  }

  /** A line of the table. */
  record Row(
      String corpus,
      String network,
      String dropout,
      String seeds,
      String ravel,
      String pytorch,
      String difference,
      String verdict,
      String look) {}

  /** The page's text. */
  public static String of(List<Comparison> comparisons) {
    Map<String, Object> page = new HashMap<>();
    page.put("rows", comparisons.stream().map(LearningPage::row).toList());
    page.put("plots", comparisons.stream().map(each -> DrawnPlot.of(plot(each))).toList());
    return PageTemplate.fill("learning.html", page);
  }

  private static Row row(Comparison comparison) {
    Boolean within = comparison.isWithinSpread();
    Double difference = comparison.difference();
    return new Row(
        comparison.corpus(),
        comparison.network(),
        comparison.shownDropout(),
        comparison.seeds(),
        loss(comparison.ravel()),
        loss(comparison.pytorch()),
        difference == null ? Numbers.decimal(null) : Numbers.difference(100 * difference) + " %",
        within == null ? "too few seeds" : within ? "within" : "beyond",
        within == null ? "plain" : within ? "good" : "bad");
  }

  private static String loss(Curves curves) {
    if (curves.isEmpty()) {
      return Numbers.decimal(null);
    }
    return curves.seeds() == 1
        ? Numbers.ratio(curves.mean())
        : "%s (%s)".formatted(Numbers.ratio(curves.mean()), Numbers.ratio(curves.spread()));
  }

  private static Plot plot(Comparison comparison) {
    List<Mark> validation = new ArrayList<>();
    List<Mark> training = new ArrayList<>();
    add(validation, "Ravel", Ink.BLUE, comparison.ravel().validation(), false);
    add(validation, "PyTorch", Ink.RED, comparison.pytorch().validation(), true);
    add(training, null, Ink.BLUE, comparison.ravel().training(), false);
    add(training, null, Ink.RED, comparison.pytorch().training(), true);
    return new Plot(
        comparison.title(),
        comparison.rule() + ".",
        Axis.linear("epochs").from(0),
        List.of(
            new Panel(Axis.linear("validation, nats per token"), Panel.Size.TALL, validation),
            new Panel(Axis.linear("training, nats per token"), Panel.Size.MEDIUM, training)));
  }

  /** The seeds' mean, and their range. */
  private static void add(
      List<Mark> marks, String name, Ink ink, List<List<Point>> seeds, boolean dashed) {
    Map<Double, List<Double>> byEpoch = new TreeMap<>();
    for (List<Point> curve : seeds) {
      curve.forEach(
          point -> byEpoch.computeIfAbsent(point.x(), x -> new ArrayList<>()).add(point.y()));
    }
    List<Point> means = new ArrayList<>();
    List<Interval> ranges = new ArrayList<>();
    byEpoch.forEach(
        (epochs, losses) -> {
          means.add(new Point(epochs, losses.stream().mapToDouble(d -> d).average().orElseThrow()));
          ranges.add(
              new Interval(
                  epochs,
                  losses.stream().mapToDouble(d -> d).min().orElseThrow(),
                  losses.stream().mapToDouble(d -> d).max().orElseThrow()));
        });
    if (seeds.size() > 1) {
      marks.add(new Mark.Band(null, ink, ranges));
    }
    marks.add(new Mark.Line(name, ink, means, true, dashed));
  }
}
