package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.report.RetrainingRecord.Outcome;
import org.ravel.shard.Manifest;

class EarlierRunsTest {
  private static final Manifest NOW = Manifests.of("v", "a", "b", "c");

  @Test
  void thereAreNoneForShardsThatWereMadeAgain() {
    EarlierRuns none = new EarlierRuns(0, List.of());
    assertThat(EarlierRuns.of(List.of(), NOW)).isEqualTo(none);
    Decided other = decided("1", Manifests.of("w", "a", "b"), 2);
    assertThat(EarlierRuns.of(List.of(other), NOW)).isEqualTo(none);
  }

  @Test
  void theOneWithMostTextCounts() {
    Decided first = decided("2", Manifests.of("v", "a"), 1);
    Decided second = decided("1", Manifests.of("v", "a", "b"), 2);
    Decided other = decided("3", Manifests.of("w", "a", "b", "c"), 3);
    EarlierRuns expected = new EarlierRuns(2, List.of(2));
    assertThat(EarlierRuns.of(List.of(first, second, other), NOW)).isEqualTo(expected);
    assertThat(EarlierRuns.of(List.of(other, second, first), NOW)).isEqualTo(expected);
  }

  /** A generation that was left out, and is taken in by a run that found nothing else new. */
  @Test
  void ofTwoWithTheSameTextTheLastOneCounts() {
    Manifest manifest = Manifests.of("v", "a", "b");
    Decided before = decided("2026-11-20T02:00:00Z", manifest, 2);
    Decided after = decided("2026-11-21T02:00:00Z", manifest);
    EarlierRuns expected = new EarlierRuns(2, List.of());
    assertThat(EarlierRuns.of(List.of(before, after), NOW)).isEqualTo(expected);
    assertThat(EarlierRuns.of(List.of(after, before), NOW)).isEqualTo(expected);
  }

  private static Decided decided(String time, Manifest manifest, Integer... withheld) {
    return new Decided(
        1,
        "run",
        time,
        Outcome.NOTHING_NEW,
        "so it is",
        null,
        1,
        Consumption.of(manifest),
        List.of(withheld));
  }
}
