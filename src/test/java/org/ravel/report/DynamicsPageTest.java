package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
