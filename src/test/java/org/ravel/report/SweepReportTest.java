package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.config.Better;
import org.ravel.config.SweepConfig.GoalConfig;
import org.ravel.evaluation.measure.Figure;
import org.ravel.report.SweepTrial.Outcome;

class SweepReportTest {
  private static final List<SweepTrial> TRIALS =
      List.of(
          trained("gru", "1", 0.5),
          trained("gru", "2", 0.7),
          trained("lstm", "1", 0.9),
          trained("lstm", "2", 1.0),
          failed("lstm", "3"));

  @Test
  void trainingsThatDifferInTheirSeedAreOneGroup() {
    SweepReport report = SweepReport.of("test", new GoalConfig("accuracy", 0.9), TRIALS);
    assertThat(report.groups()).hasSize(2);
    SweepGroup best = report.groups().get(0);
    assertThat(best.settings()).isEqualTo(Map.of("model.cell", "lstm"));
    assertThat(best.trials()).isEqualTo(3);
    assertThat(best.failed()).isEqualTo(1);
    assertThat(best.mean()).isCloseTo(0.95, within(1e-12));
    // Of two values: their difference by the root of 2.
    assertThat(best.deviation()).isCloseTo(0.1 / Math.sqrt(2), within(1e-12));
    assertThat(best.lowest()).isEqualTo(0.9);
    assertThat(best.highest()).isEqualTo(1.0);
    assertThat(best.reached()).isEqualTo(2);
    assertThat(report.groups().get(1).reached()).isZero();
  }

  @Test
  void theBestTrainingIsOfTheBestGroup() {
    SweepReport high = SweepReport.of("test", new GoalConfig("accuracy", null), TRIALS);
    assertThat(high.best().orElseThrow().name()).isEqualTo("lstm-2");
    SweepReport low = SweepReport.of("test", new GoalConfig("loss", null), TRIALS);
    assertThat(low.best().orElseThrow().name()).isEqualTo("lstm-2");
    SweepReport none =
        SweepReport.of("test", new GoalConfig(null, null), List.of(failed("lstm", "1")));
    assertThat(none.best()).isEmpty();
  }

  @Test
  void smallValuesComeFirstWhereTheyAreGood() {
    SweepReport report = SweepReport.of("test", new GoalConfig("loss", 1.5), TRIALS);
    assertThat(report.groups().get(0).settings()).isEqualTo(Map.of("model.cell", "lstm"));
    assertThat(report.groups().get(0).reached()).isEqualTo(2);
    assertThat(report.groups().get(1).reached()).isEqualTo(2);
  }

  @Test
  void theTableHasARowForEachTraining() {
    assertThat(SweepCsv.of(TRIALS).split("\r\n", -1))
        .startsWith(
            "model.cell,seed,outcome,loss,accuracy,loss,seconds,folder",
            "gru,1,trained,0.25,0.5,1.5,2.0,trials/gru-1")
        .contains("lstm,3,failed,,,,2.0,trials/lstm-3");
  }

  @Test
  void aPageHasNoPlaceForWhatIsNoNumber() {
    String page = SweepPage.of(SweepReport.of("test", new GoalConfig(null, null), TRIALS));
    assertThat(page).contains("lstm").contains("diverged &lt;").doesNotContain("NaN");
  }

  @Test
  void aPageOfTrainingsThatAllFailedSaysSo() {
    List<SweepTrial> failed = List.of(failed("lstm", "1", "0.1"), failed("lstm", "1", "0.2"));
    SweepReport report = SweepReport.of("test", new GoalConfig(null, null), failed);
    assertThat(report.figure()).isNull();
    assertThat(report.groups()).extracting(SweepGroup::failed).containsExactly(1, 1);
    assertThat(SweepPage.of(report)).contains("1 failed", "diverged &lt;").doesNotContain("<svg");
  }

  private static Map<String, String> settings(String cell, String seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model.cell", cell);
    settings.put("seed", seed);
    return settings;
  }

  private static SweepTrial trained(String cell, String seed, double accuracy) {
    return new SweepTrial(
        settings(cell, seed),
        cell + "-" + seed,
        Outcome.TRAINED,
        null,
        0.25,
        List.of(
            new Figure("accuracy", accuracy, Figure.Unit.SHARE, Better.HIGHER),
            new Figure("loss", 2 - accuracy, Figure.Unit.NATS, Better.LOWER)),
        2);
  }

  private static SweepTrial failed(String cell, String seed, String rate) {
    SweepTrial failed = failed(cell, seed);
    Map<String, String> settings = new LinkedHashMap<>(failed.settings());
    settings.put("training.updater.learning-rate", rate);
    return new SweepTrial(
        settings, failed.name(), failed.outcome(), failed.reason(), null, List.of(), 2);
  }

  private static SweepTrial failed(String cell, String seed) {
    return new SweepTrial(
        settings(cell, seed),
        cell + "-" + seed,
        Outcome.FAILED,
        "diverged <here>",
        null,
        List.of(),
        2);
  }
}
