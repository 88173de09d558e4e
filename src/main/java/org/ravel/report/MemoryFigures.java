package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.ravel.dynamics.LimitSet;
import org.ravel.dynamics.Portrait;
import org.ravel.dynamics.memory.GateSaturation;
import org.ravel.dynamics.memory.GradientByLag;
import org.ravel.dynamics.memory.Memory;
import org.ravel.dynamics.memory.RecurrentRadius;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Interval;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;

/** Limit set, gradients by lag and gates as pictures and tables. */
final class MemoryFigures {
  private final Portrait portrait;
  private final Memory memory;

  MemoryFigures(Portrait portrait) {
    this.portrait = portrait;
    this.memory = portrait.memory();
  }

  /** Where the network is after long random strings. */
  DrawnPlot limitSet() {
    LimitSet set = portrait.limitSet();
    return LimitSetPlot.of(
        portrait,
        set,
        "Limit set of random strings",
        "%s states behind more than %d random symbols, each as likely as another, coloured by the last one. Their order says what the network remembers: where parts are like the whole, it is a fractal."
            .formatted(Numbers.count(set.symbols().length), LimitSet.TRANSIENT));
  }

  /** How the gradient fades or grows. */
  Optional<DrawnPlot> gradient() {
    GradientByLag gradient = memory.gradient();
    if (gradient == null) {
      return Optional.empty();
    }
    List<Mark> marks =
        List.of(
            new Mark.Band(
                "least and most of the strings",
                Ink.PALE_BLUE,
                gradient.lags().stream()
                    .map(lag -> new Interval(lag.lag(), lag.least(), lag.most()))
                    .toList()),
            new Mark.Line(
                "mean",
                Ink.BLUE,
                gradient.lags().stream().map(lag -> new Point(lag.lag(), lag.mean())).toList()),
            new Mark.Level("neither fades nor grows", Ink.GREY, 1));
    return Optional.of(
        DrawnPlot.of(
            new Plot(
                "Gradient by lag",
                "How much a small change of the state so many steps before the end of a string changes the state at the end: the spectral norm of the derivatives, of %d strings. The derivatives of one step have the spectral radius %s on average."
                    .formatted(gradient.strings(), Numbers.significant(gradient.radius())),
                Axis.linear("steps before the end"),
                List.of(
                    new Panel(
                        Axis.logarithmic("norm of the derivatives"), Panel.Size.TALL, marks)))));
  }

  /** Why there is no gradient; null if there is. */
  String leftOut() {
    return memory.leftOut();
  }

  /** The recurrent matrices' spectral radii in a sentence; null without any. */
  String radii() {
    return memory.radii().isEmpty()
        ? null
        : memory.radii().stream()
            .map(one -> (place(one) + " " + Numbers.significant(one.radius())).strip())
            .collect(Collectors.joining(", ", "Spectral radius of the recurrent matrix: ", "."));
  }

  private String place(RecurrentRadius one) {
    boolean several = memory.radii().stream().anyMatch(other -> other.layer() > 1);
    return (several ? "layer %d ".formatted(one.layer()) : "") + one.block();
  }

  /** A picture of the gates of each layer. */
  List<DrawnPlot> gates() {
    return memory.gates().stream()
        .collect(
            Collectors.groupingBy(GateSaturation::layer, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(this::gates)
        .toList();
  }

  private DrawnPlot gates(List<GateSaturation> gates) {
    List<Panel> panels = new ArrayList<>();
    for (GateSaturation gate : gates) {
      panels.add(
          new Panel(
              Axis.linear(gate.gate()).from(0).upTo(1),
              Panel.Size.SMALL,
              List.of(
                  line("open", Ink.BLUE, gate, GateSaturation.Step::open),
                  line("closed", Ink.RED, gate, GateSaturation.Step::closed),
                  line("mean", Ink.GREY, gate, GateSaturation.Step::mean))));
    }
    boolean several = memory.gates().stream().anyMatch(gate -> gate.layer() > 1);
    return DrawnPlot.of(
        new Plot(
            several ? "Gates of layer " + gates.get(0).layer() : "Gates",
            "Shares of the units whose gate is open (above %s) or closed (below %s) at a step of the strings, and the mean of all."
                .formatted(GateSaturation.OPEN, GateSaturation.CLOSED),
            Axis.linear("step of the string"),
            panels));
  }

  private static Mark line(
      String name, Ink ink, GateSaturation gate, ToDoubleFunction<GateSaturation.Step> value) {
    return new Mark.Line(
        name,
        ink,
        gate.steps().stream()
            .map(step -> new Point(step.step(), value.applyAsDouble(step)))
            .toList());
  }

  /** All tables by file name. */
  Map<String, String> csv() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("limit-set.csv", limitSetCsv());
    if (memory.gradient() != null) {
      CsvRows rows = new CsvRows();
      rows.add(List.of("lag", "mean", "least", "most"));
      memory
          .gradient()
          .lags()
          .forEach(lag -> rows.add(List.of(lag.lag(), lag.mean(), lag.least(), lag.most())));
      files.put("gradients.csv", rows.toString());
    }
    if (!memory.radii().isEmpty()) {
      CsvRows rows = new CsvRows();
      rows.add(List.of("layer", "block", "spectral radius"));
      memory.radii().forEach(one -> rows.add(List.of(one.layer(), one.block(), one.radius())));
      files.put("radii.csv", rows.toString());
    }
    if (!memory.gates().isEmpty()) {
      CsvRows rows = new CsvRows();
      rows.add(List.of("layer", "gate", "step", "values", "closed", "open", "mean"));
      for (GateSaturation gate : memory.gates()) {
        gate.steps()
            .forEach(
                step ->
                    rows.add(
                        List.of(
                            gate.layer(),
                            gate.gate(),
                            step.step(),
                            step.values(),
                            step.closed(),
                            step.open(),
                            step.mean())));
      }
      files.put("gates.csv", rows.toString());
    }
    return files;
  }

  private String limitSetCsv() {
    CsvRows rows = new CsvRows();
    List<Object> head = new ArrayList<>(List.of("symbol"));
    head.addAll(portrait.names().variables());
    rows.add(head);
    LimitSet set = portrait.limitSet();
    for (int i = 0; i < set.symbols().length; i++) {
      List<Object> row = new ArrayList<>(List.of(portrait.names().symbols().get(set.symbols()[i])));
      for (double number : set.states()[i]) {
        row.add(number);
      }
      rows.add(row);
    }
    return rows.toString();
  }
}
