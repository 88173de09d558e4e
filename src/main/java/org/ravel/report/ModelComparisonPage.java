package org.ravel.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;

/** Models side by side as one page of HTML, without scripts and references to anything outside. */
public final class ModelComparisonPage {
  private ModelComparisonPage() {}

  /** The page's text. */
  public static String of(ModelComparison comparison) {
    List<String> names = comparison.models().stream().map(ComparedModel::name).toList();
    Map<String, Object> page = new HashMap<>();
    page.put("names", names);
    page.put("number", Numbers.count(names.size()));
    page.put("note", comparison.note());
    page.put("figures", comparison.figures());
    page.put("settings", comparison.settings());
    page.put("facts", comparison.facts());
    page.put("plots", plots(comparison.models()));
    return PageTemplate.fill("comparison.html", page);
  }

  private static String target(List<ComparedModel> models) {
    List<String> targets =
        models.stream().map(model -> model.training().target()).distinct().toList();
    return targets.size() == 1 ? targets.get(0) : "target";
  }

  private static List<DrawnPlot> plots(List<ComparedModel> models) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      ComparedModel model = models.get(i);
      boolean validated = model.curve().stream().anyMatch(point -> point.validationLoss() != null);
      List<Point> points =
          model.curve().stream()
              .filter(point -> !validated || point.validationLoss() != null)
              .map(
                  point ->
                      new Point(
                          point.epoch(), validated ? point.validationLoss() : point.trainingLoss()))
              .toList();
      if (!points.isEmpty()) {
        String name = validated ? model.name() : model.name() + ", training loss";
        marks.add(new Mark.Line(name, Ink.DISTINCT.get(i % Ink.DISTINCT.size()), points));
      }
    }
    return marks.isEmpty()
        ? List.of()
        : List.of(
            DrawnPlot.of(
                new Plot(
                    "Learning curves",
                    "Validation losses over passes through the training split.",
                    Axis.linear("epoch").from(0),
                    List.of(
                        new Panel(
                            Axis.linear("nats per " + target(models)), Panel.Size.TALL, marks)))));
  }
}
