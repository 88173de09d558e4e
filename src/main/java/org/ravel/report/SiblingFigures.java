package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ravel.dynamics.Portrait;
import org.ravel.dynamics.Sibling;
import org.ravel.dynamics.automaton.Extraction;
import org.ravel.dynamics.automaton.MooreMachine;
import org.ravel.dynamics.automaton.WeightLine.Phase;
import org.ravel.dynamics.memory.GradientByLag;
import org.ravel.dynamics.memory.RecurrentRadius;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;

/** Other networks beside the one that is looked at, and what lies on the way to one of them. */
final class SiblingFigures {
  private final Portrait portrait;

  SiblingFigures(Portrait portrait) {
    this.portrait = portrait;
  }

  /** A network's name, radii and gradient. */
  private record Shown(String name, GradientByLag gradient, List<RecurrentRadius> radii) {}

  /** The one that is looked at comes first. */
  private List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    shown.add(new Shown("this model", portrait.memory().gradient(), portrait.memory().radii()));
    for (Sibling one : portrait.siblings()) {
      shown.add(new Shown(one.name(), one.gradient(), one.radii()));
    }
    return shown;
  }

  List<DrawnPlot> plots() {
    List<DrawnPlot> plots = new ArrayList<>();
    if (!portrait.siblings().isEmpty()) {
      gradients().ifPresent(plots::add);
    }
    for (int i = 0; i < portrait.siblings().size(); i++) {
      Sibling one = portrait.siblings().get(i);
      if (one.limitSet() != null) {
        plots.add(limitSet(one, i + 1));
      }
    }
    return plots;
  }

  private Optional<DrawnPlot> gradients() {
    List<Mark> marks = new ArrayList<>();
    List<Shown> all = shown();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).gradient() != null) {
        marks.add(
            new Mark.Line(
                all.get(i).name(),
                Ink.DISTINCT.get(i),
                all.get(i).gradient().lags().stream()
                    .map(lag -> new Point(lag.lag(), lag.mean()))
                    .toList(),
                false,
                false));
      }
    }
    if (marks.isEmpty()) {
      return Optional.empty();
    }
    marks.add(new Mark.Level("neither fades nor grows", Ink.GREY, 1));
    return Optional.of(
        DrawnPlot.of(
            new Plot(
                "Gradients of several models",
                "The same norms, the mean of the same strings, of each model by itself.",
                Axis.linear("steps before the end"),
                List.of(
                    new Panel(
                        Axis.logarithmic("norm of the derivatives"), Panel.Size.TALL, marks)))));
  }

  private DrawnPlot limitSet(Sibling one, int number) {
    return LimitSetPlot.of(
        portrait,
        one.limitSet(),
        "Limit set of model %s".formatted((char) ('A' + number)),
        "The same random strings, read by %s, in the same plane.".formatted(one.name()));
  }

  /** A row of the table of radii. */
  record RadiusRow(String model, String step, String matrices) {}

  List<RadiusRow> radii() {
    return portrait.siblings().isEmpty()
        ? List.of()
        : shown().stream()
            .map(
                one ->
                    new RadiusRow(
                        one.name(),
                        one.gradient() == null ? "" : Numbers.significant(one.gradient().radius()),
                        one.radii().stream()
                            .map(
                                radius ->
                                    (radius.block() + " " + Numbers.significant(radius.radius()))
                                        .strip())
                            .collect(Collectors.joining(", "))))
            .toList();
  }

  /** A row of the table of phases. */
  record PhaseRow(String from, String to, String states, String is) {}

  /** The phases of the line; none where nobody asks. */
  List<PhaseRow> phases() {
    return portrait.line() == null
        ? List.of()
        : portrait.line().phases().stream()
            .map(
                phase ->
                    new PhaseRow(
                        Numbers.significant(phase.from()),
                        Numbers.significant(phase.to()),
                        phase.machine() == null
                            ? "more than " + Extraction.mostStates()
                            : Numbers.count(phase.states()),
                        is(phase.machine())))
            .toList();
  }

  private String is(MooreMachine machine) {
    List<Phase> phases = portrait.line().phases();
    List<String> said = new ArrayList<>();
    if (isSame(machine, portrait.extraction().truth())) {
      said.add("the true automaton");
    }
    if (isSame(machine, phases.get(0).machine())) {
      said.add("that of this model");
    }
    if (isSame(machine, phases.get(phases.size() - 1).machine())) {
      said.add("that of the model beside");
    }
    return String.join(", ", said);
  }

  private static boolean isSame(MooreMachine one, MooreMachine other) {
    return one != null && other != null && one.isSame(other);
  }

  /** How many networks were looked at; null where nobody asks. */
  String networks() {
    return portrait.line() == null ? null : Numbers.count(portrait.line().networks());
  }

  /** All tables by file name. */
  Map<String, String> csv() {
    Map<String, String> files = new LinkedHashMap<>();
    if (!portrait.siblings().isEmpty()) {
      CsvRows rows = new CsvRows();
      rows.add(List.of("model", "lag", "mean", "least", "most"));
      CsvRows radii = new CsvRows();
      radii.add(List.of("model", "layer", "block", "spectral radius"));
      for (Shown one : shown()) {
        if (one.gradient() != null) {
          one.gradient()
              .lags()
              .forEach(
                  lag ->
                      rows.add(
                          List.of(one.name(), lag.lag(), lag.mean(), lag.least(), lag.most())));
        }
        one.radii()
            .forEach(
                radius ->
                    radii.add(
                        List.of(one.name(), radius.layer(), radius.block(), radius.radius())));
      }
      files.put("gradients-by-model.csv", rows.toString());
      files.put("radii-by-model.csv", radii.toString());
    }
    if (portrait.line() != null) {
      CsvRows rows = new CsvRows();
      rows.add(List.of("from", "to", "states", "true", "first", "last"));
      List<Phase> phases = portrait.line().phases();
      for (Phase phase : phases) {
        List<Object> row = new ArrayList<>(List.of(phase.from(), phase.to()));
        row.add(phase.machine() == null ? null : phase.states());
        row.add(isSame(phase.machine(), portrait.extraction().truth()));
        row.add(isSame(phase.machine(), phases.get(0).machine()));
        row.add(isSame(phase.machine(), phases.get(phases.size() - 1).machine()));
        rows.add(row);
      }
      files.put("line.csv", rows.toString());
    }
    return files;
  }
}
