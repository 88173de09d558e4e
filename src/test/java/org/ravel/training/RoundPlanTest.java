package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.config.AveragingConfig;
import org.ravel.config.ConfigLoader;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.WorkerLanes;

class RoundPlanTest {

  @Test
  void anEpochsLastRoundIsShorter() {
    // 2 · 3 lanes of 7 or 8 sequences: 8 steps, the last of them for the first worker only.
    RoundPlan plan = plan(WorkerLanes.of(43, 2, 3), 2, Map.of("averaging.period", "3"));
    assertThat(plan.rounds()).isEqualTo(6);
    assertThat(plan)
        .containsExactly(
            new PlannedRound(1, 0, 0, 3, 0, 2, 0, 3 / 8.0, false),
            new PlannedRound(2, 0, 3, 3, 0, 2, 3, 6 / 8.0, false),
            new PlannedRound(3, 0, 6, 2, 0, 2, 6, 1, true),
            new PlannedRound(4, 1, 0, 3, 0, 2, 8, 1 + 3 / 8.0, false),
            new PlannedRound(5, 1, 3, 3, 0, 2, 11, 1 + 6 / 8.0, false),
            new PlannedRound(6, 1, 6, 2, 0, 2, 14, 2, true));
    assertThat(plan.after(4).next().number()).isEqualTo(5);
    assertThat(plan.after(6)).isExhausted();
  }

  @Test
  void aWorkerWithoutDataTakesNoPart() {
    // The first worker alone has a sequence at the second step.
    List<PlannedRound> rounds =
        list(plan(WorkerLanes.of(7, 2, 3), 1, Map.of("averaging.period", "1")));
    assertThat(rounds).extracting(PlannedRound::workers).containsExactly(2, 1);
  }

  @Test
  void inTurnsEachWorkerHasARoundOfItsOwn() {
    RoundPlan plan =
        plan(
            WorkerLanes.of(30, 3, 1),
            1,
            Map.of("averaging.period", "4", "averaging.warmup-periods", "2"));
    assertThat(plan.turnIterations()).isEqualTo(24);
    assertThat(plan).extracting(PlannedRound::firstWorker).containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(plan)
        .extracting(PlannedRound::iteration)
        .containsExactly(0L, 4L, 8L, 12L, 16L, 20L, 24L);
    assertThat(plan).extracting(PlannedRound::workers).containsExactly(1, 1, 1, 1, 1, 1, 3);
    assertThat(plan).extracting(PlannedRound::endsEpoch).endsWith(false, true);
  }

  @Test
  void thePeriodDoublesUntilItIsWhole() {
    RoundPlan plan =
        plan(
            WorkerLanes.of(64, 1, 1),
            2,
            Map.of(
                "averaging.period", "8",
                "averaging.first-period", "2",
                "averaging.growth-epochs", "0.5"));
    // Twice two doublings in 32 steps: periods of 2, then of 4, then of 8.
    assertThat(plan)
        .filteredOn(round -> round.epoch() == 0)
        .extracting(PlannedRound::steps)
        .containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8);
    assertThat(plan)
        .filteredOn(round -> round.epoch() == 1)
        .extracting(PlannedRound::steps)
        .containsOnly(8);
  }

  private static List<PlannedRound> list(RoundPlan plan) {
    List<PlannedRound> rounds = new ArrayList<>();
    plan.forEach(rounds::add);
    return rounds;
  }

  private static RoundPlan plan(WorkerLanes lanes, int epochs, Map<String, String> settings) {
    AveragingConfig averaging = ConfigLoader.load("test", "", settings).values().averaging();
    return new RoundPlan(lanes, averaging, epochs);
  }
}
