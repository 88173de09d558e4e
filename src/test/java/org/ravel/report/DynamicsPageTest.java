package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ravel.dynamics.Portrait;

class DynamicsPageTest {
  @Test
  void theTableHasARowForEachState() {
    assertThat(TrajectoryPlots.csv(PortraitFixture.portrait(text -> text)).split("\r\n"))
        .containsExactly(
            "string,step,symbol,answer,probability,automaton state,hidden 1,hidden 2",
            "1,0,,accept,0.5,q0,0.0,0.0",
            "1,1,a,reject,0.75,q1,0.5,-0.25",
            "1,2,b,accept,1.0,,-0.75,0.125",
            "2,0,,accept,0.5,q0,0.0,0.0",
            "2,1,b,reject,0.625,q0,-0.5,0.5");
  }

  @Test
  void aStateIsColouredByWhatTheAutomatonIsIn() {
    assertThat(DynamicsPage.of(PortraitFixture.portrait(text -> text)))
        .contains("States by the true automaton", "no member begins so", "q1", "a b")
        .doesNotContain("NaN");
  }

  @Test
  void aTableSaysWhatFixedPointsAndCyclesAre() {
    Portrait portrait = PortraitFixture.portrait(text -> text);
    assertThat(DynamicsPage.of(portrait))
        .contains("b, saddle", "oscillating", "spiralling", "0.500 + 0.250i", "7 of 8");
    CycleFigures figures = new CycleFigures(portrait);
    assertThat(figures.csv().split("\r\n"))
        .hasSize(1 + 1 + 2)
        .contains("2,b,2,2,saddle,oscillating,0.0,0,accept,0.5,-0.5");
    assertThat(figures.eigenvalues().split("\r\n"))
        .hasSize(1 + 4)
        .startsWith(
            "cycle,number,real,imaginary,modulus,real hidden 1,real hidden 2,imaginary hidden 1,imaginary hidden 2")
        .contains("2,1,-1.5,0.0,1.5,1.0,0.0,0.0,0.0");
  }

  @Test
  void automataAreDrawnAndComparedWithTheTrueOne() {
    Portrait portrait = PortraitFixture.portrait(text -> text);
    assertThat(DynamicsPage.of(portrait))
        .contains(
            "It is not the true automaton",
            "By exact learning",
            "<td class=\"fact\">a b a</td>",
            "<td class=\"fact\">a b</td>");
    AutomatonFigures figures = new AutomatonFigures(portrait);
    assertThat(figures.dot().get("automaton-learned.dot"))
        .contains("q0 [label=\"q0\\naccept\", shape=doublecircle]", "q1 -> q2 [label=\"b\"];")
        .contains("start -> q0;");
    assertThat(figures.csv().split("\r\n"))
        .hasSize(1 + 2 + 6 + 6)
        .contains("learned,q2,reject,b,q0", "true,q2,accept,b,q0");
  }

  @Test
  void whatIsRememberedIsInPicturesAndTables() {
    Portrait portrait = PortraitFixture.portrait(text -> text);
    assertThat(DynamicsPage.of(portrait))
        .contains("Limit set of random strings", "Gradient by lag", "forget gate 1.250")
        .contains("the spectral radius 0.7500");
    assertThat(new MemoryFigures(portrait).csv())
        .containsEntry(
            "gradients.csv", "lag,mean,least,most\r\n1,0.5,0.25,0.75\r\n2,0.25,0.125,0.5\r\n")
        .containsEntry(
            "gates.csv",
            "layer,gate,step,values,closed,open,mean\r\n1,forget gate,1,4,0.25,0.5,0.625\r\n1,forget gate,2,2,0.0,1.0,0.9375\r\n")
        .containsEntry(
            "limit-set.csv", "symbol,hidden 1,hidden 2\r\na,0.25,0.5\r\nb,-0.25,0.75\r\n")
        .containsKey("radii.csv");
  }
}
