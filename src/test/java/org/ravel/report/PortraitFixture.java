package org.ravel.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ravel.dynamics.AnswerNames;
import org.ravel.dynamics.LimitSet;
import org.ravel.dynamics.Plane;
import org.ravel.dynamics.Portrait;
import org.ravel.dynamics.ReadString;
import org.ravel.dynamics.Sibling;
import org.ravel.dynamics.StateNames;
import org.ravel.dynamics.Trajectory;
import org.ravel.dynamics.automaton.Extraction;
import org.ravel.dynamics.automaton.MooreMachine;
import org.ravel.dynamics.automaton.WeightLine;
import org.ravel.dynamics.cycle.Cycle;
import org.ravel.dynamics.cycle.Cycles;
import org.ravel.dynamics.cycle.Spectrum;
import org.ravel.dynamics.memory.GateSaturation;
import org.ravel.dynamics.memory.GradientByLag;
import org.ravel.dynamics.memory.Memory;
import org.ravel.dynamics.memory.RecurrentRadius;

/** What may have been seen of a network with two units. */
final class PortraitFixture {
  private PortraitFixture() {}

  static Portrait portrait(UnaryOperator<String> text) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(text.apply("model"), text.apply("file:/models/7"));
    List<String> variables = List.of(text.apply("hidden 1"), text.apply("hidden 2"));
    Trajectory first =
        new Trajectory(new int[] {0, 1}, new double[][] {{0, 0}, {0.5, -0.25}, {-0.75, 0.125}});
    Trajectory second = new Trajectory(new int[] {1}, new double[][] {{0, 0}, {-0.5, 0.5}});
    return new Portrait(
        text.apply("model"),
        facts,
        new StateNames(
            variables,
            List.of(text.apply("a"), text.apply("b")),
            AnswerNames.ofLabels(List.of(text.apply("accept"), text.apply("reject")))),
        new Plane(variables, new double[2], new double[][] {{1, 0}, {0, 1}}),
        List.of(
            new ReadString(
                first, new int[] {0, 1, 0}, new double[] {0.5, 0.75, 1}, new int[] {0, 1, -1}),
            new ReadString(second, new int[] {0, 1}, new double[] {0.5, 0.625}, new int[] {0, 0})),
        cycles(),
        extraction(),
        new LimitSet(new int[] {0, 1}, new double[][] {{0.25, 0.5}, {-0.25, 0.75}}),
        new Memory(
            new GradientByLag(
                List.of(
                    new GradientByLag.Lag(1, 0.5, 0.25, 0.75),
                    new GradientByLag.Lag(2, 0.25, 0.125, 0.5)),
                0.75,
                2),
            null,
            List.of(new RecurrentRadius(1, "forget gate", 1.25)),
            List.of(
                new GateSaturation(
                    1,
                    "forget gate",
                    List.of(
                        new GateSaturation.Step(1, 4, 0.25, 0.5, 0.625),
                        new GateSaturation.Step(2, 2, 0, 1, 0.9375))))),
        List.of(
            new Sibling(
                text.apply("earlier"),
                new GradientByLag(List.of(new GradientByLag.Lag(1, 1.5, 1.25, 1.75)), 1.25, 2),
                List.of(new RecurrentRadius(1, "", 1.125)),
                new LimitSet(new int[] {1}, new double[][] {{0.5, 0.5}}))),
        new WeightLine(
            List.of(
                new WeightLine.Phase(0, 0.4375, extraction().truth()),
                new WeightLine.Phase(0.5, 1, null)),
            13),
        2);
  }

  private static Cycles cycles() {
    Spectrum spiral =
        new Spectrum(
            List.of(
                new Spectrum.Eigenvalue(0.5, 0.25, new double[] {0.6, 0}, new double[] {0, 0.8}),
                new Spectrum.Eigenvalue(
                    0.5, -0.25, new double[] {0.6, 0}, new double[] {0, -0.8})));
    Spectrum saddle =
        new Spectrum(
            List.of(
                new Spectrum.Eigenvalue(-1.5, 0, new double[] {1, 0}, new double[2]),
                new Spectrum.Eigenvalue(0.25, 0, new double[] {0, 1}, new double[2])));
    return new Cycles(
        List.of(
            new Cycle(0, new double[][] {{0.25, 0.5}}, 1e-12, spiral, 7),
            new Cycle(1, new double[][] {{-0.5, 0.5}, {0.5, -0.5}}, 0, saddle, 0)),
        List.of(new int[] {0}, new int[] {1, 0}),
        8,
        4,
        null);
  }

  /** What was learned has an answer that is not the true one. */
  private static Extraction extraction() {
    int[][] next = {{1, 0}, {1, 2}, {2, 0}};
    return new Extraction(
        new int[] {0, 1},
        new MooreMachine(new int[][] {{0, 0}}, new int[] {1}),
        2,
        12,
        11,
        new MooreMachine(next, new int[] {0, 1, 1}),
        40,
        "all strings of up to 3 symbols",
        new MooreMachine(next, new int[] {0, 1, 0}),
        List.of(new Extraction.Mistake(new int[] {0, 1, 0}, 1)),
        null);
  }
}
