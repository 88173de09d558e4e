package org.ravel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ravel.config.AveragingConfig.Reduction;

class CostModelTest {
  private static final double EXACT = 1e-12;

  /** Minibatches of 0.1 s alone and 0.16 s with four cores busy; 1,000 bytes and 10 for each. */
  private static final CostModel COST =
      new CostModel(
          0.1,
          0.16,
          4,
          new Line(0.001, 1e-6),
          2e-6,
          2,
          0.003,
          new CombineCost(new Line(0.002, 0.0005), new Line(0.001, 0.004), 0, 0, Reduction.DRIVER),
          new Line(0.01, 0.0001),
          1000,
          10);

  @Test
  void aRoundIsTheSumWorkedOutByHand() {
    // 8 workers on 2 executors of 4 cores: one wave, all cores busy, no hop more than measured.
    CostModel.Round round = COST.round(8, 5, new Executors(2, 4));
    assertThat(round.compute()).isCloseTo(5 * 0.16, within(EXACT));
    assertThat(round.communication())
        .isCloseTo(0.001 + 1080e-6 + 0.003 + (0.002 + 8 * 0.0005), within(EXACT));
    assertThat(round.overhead()).isCloseTo(0.01 + 8 * 0.0001, within(EXACT));
    assertThat(round.seconds()).isCloseTo(0.8 + 0.01108 + 0.0108, within(EXACT));
    assertThat(round.overheadShare()).isCloseTo(0.02188 / 0.82188, within(EXACT));
  }

  @Test
  void coresShareTheMemoryAsFarAsWasMeasured() {
    // Two of four cores busy: a third of the way from alone to together.
    assertThat(COST.round(4, 1, new Executors(2, 4)).compute()).isCloseTo(0.12, within(EXACT));
    assertThat(COST.round(1, 1, new Executors(2, 4)).compute()).isCloseTo(0.1, within(EXACT));
    assertThat(COST.round(16, 1, new Executors(2, 8)).compute()).isCloseTo(0.16, within(EXACT));
  }

  @Test
  void workersBeyondTheCoresWaitForThem() {
    // 9 workers on 8 cores: two waves, with two copies of the states in and out of a network.
    CostModel.Round round = COST.round(9, 5, new Executors(2, 4));
    assertThat(round.compute()).isCloseTo(2 * 5 * 0.16, within(EXACT));
    assertThat(round.communication())
        .isCloseTo(0.001 + 1090e-6 + 2 * 0.003 + (0.002 + 9 * 0.0005), within(EXACT));
  }

  @Test
  void aBroadcastGoesDownATreeOfExecutors() {
    // 8 executors instead of 2: two doublings, each a hop of all bytes, or of one block.
    double small = COST.round(8, 1, new Executors(8, 1)).communication();
    assertThat(small).isCloseTo(0.001 + 1080e-6 + 2 * 1080 * 2e-6 + 0.003 + 0.006, within(EXACT));
    CostModel large =
        new CostModel(
            0.1,
            0.1,
            1,
            new Line(0, 0),
            1e-9,
            2,
            0,
            new CombineCost(new Line(0, 0), new Line(0, 0), 0, 0, Reduction.DRIVER),
            new Line(0, 0),
            1L << 30,
            0);
    assertThat(large.round(8, 1, new Executors(8, 1)).communication())
        .isCloseTo(2 * (4 << 20) * 1e-9, within(EXACT));
  }

  @Test
  void aNetworkIsAddedToBothWays() {
    CostModel over = COST.over(1e-5, 0.004);
    double before = COST.round(8, 5, new Executors(2, 4)).communication();
    double after = over.round(8, 5, new Executors(2, 4)).communication();
    // 1,080 bytes out; from each worker 1,010 bytes and a serialisation back, one by one.
    assertThat(after - before).isCloseTo(1080e-5 + 8 * (1010e-5 + 0.004), within(EXACT));
  }

  @Test
  void onTheExecutorsEachCoreWritesAndMergesItsShare() {
    CostModel sliced = COST.averaging(Reduction.EXECUTORS);
    // 16 workers on 2 executors of 4 cores: two of each core.
    Executors two = new Executors(2, 4);
    CostModel.Round round = sliced.round(16, 5, two);
    assertThat(round.reduction()).isEqualTo(Reduction.EXECUTORS);
    assertThat(round.communication())
        .isCloseTo(0.001 + 1160e-6 + 2 * 0.003 + (0.001 + 2 * 0.004), within(EXACT));
    // 8 workers of each executor send half of 1,000 bytes; the mean comes once, and what each
    // keeps.
    double before = round.communication();
    double after = sliced.over(1e-5, 0.004).round(16, 5, two).communication();
    assertThat(after - before)
        .isCloseTo(1160e-5 + 8 * 1000e-5 / 2 + (0.004 + 1000e-5) + 16 * 10e-5, within(EXACT));
    // One worker has nothing to merge.
    assertThat(sliced.round(1, 5, two)).isEqualTo(COST.round(1, 5, two));
  }

  @Test
  void theCheaperWayIsTaken() {
    CostModel auto = COST.averaging(Reduction.AUTO);
    Executors eight = new Executors(8, 1);
    // 34 ms on the driver, 1 and 8 · 4 on the executors.
    assertThat(auto.round(64, 1, eight))
        .isEqualTo(COST.averaging(Reduction.EXECUTORS).round(64, 1, eight));
    // Each result costs the driver 1.5 ms: two of them 5, where the executors take 6.
    CostModel fast = COST.over(1e-9, 0.001).averaging(Reduction.AUTO);
    assertThat(fast.round(2, 1, new Executors(2, 1)).reduction()).isEqualTo(Reduction.DRIVER);
    assertThat(fast.round(64, 1, new Executors(64, 1)).reduction()).isEqualTo(Reduction.EXECUTORS);
  }

  @Test
  void anEpochPaysForEachRoundAndEachMinibatch() {
    // 100 sequences in minibatches of 4, 2 workers: 13 steps, in rounds of 5, 5 and 3.
    Epoch epoch = new Epoch(100, 4);
    Executors executors = new Executors(2, 4);
    assertThat(epoch.steps(2)).isEqualTo(13);
    assertThat(epoch.rounds(2, 5)).isEqualTo(3);
    assertThat(epoch.mostWorkers()).isEqualTo(25);
    double besides = 0.001 + 1020e-6 + 0.003 + 0.003 + 0.0102;
    assertThat(COST.epochSeconds(epoch, 2, 5, executors))
        .isCloseTo(13 * 0.1 + 3 * besides, within(EXACT));
    assertThat(COST.efficiency(epoch, 2, 5, executors))
        .isCloseTo(12.5 * 0.1 / (1.3 + 3 * besides), within(EXACT));
  }

  @Test
  void linesNeitherFallNorBeginBelowZero() {
    assertThat(Line.through(1, 3, 5, 11)).isEqualTo(new Line(1, 2));
    assertThat(Line.through(1, 3, 5, 2)).isEqualTo(new Line(3, 0));
    assertThat(Line.through(2, 1, 4, 5)).isEqualTo(new Line(0, 2));
    assertThat(Line.through(1, 3, 1, 4)).isEqualTo(new Line(3, 0));
  }
}
