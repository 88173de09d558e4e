package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A night's retraining, twice at once and with attempts of YARN, comes to what a calm one does. */
@ExtendWith(Clusters.class)
class RetrainClusterIT {
  private static final String FIRST = "000001";
  private static final String SECOND = "000002";

  private static Nights begun;
  private static Nights calm;

  @BeforeAll
  static void aCalmNight(Daemons daemons) throws IOException {
    begun = Nights.begun(daemons);
    calm = begun.copy("calm");
    calm.start(Mode.LOCAL, "night2").succeeds();
    assertThat(calm.versions()).containsExactly(FIRST, SECOND);
    assertThat(calm.network(SECOND)).isNotEqualTo(calm.network(FIRST));
  }

  @Test
  void ofTwoAtOnceOneWorks() throws IOException {
    Nights nights = begun.copy("twice");
    List<Submission> both =
        List.of(
            nights.start(Mode.YARN_CLIENT, "on-yarn"),
            nights.start(Mode.STANDALONE_CLIENT, "on-standalone"));
    assertThat(both)
        .extracting(Submission::exitCode)
        .as("%s\n%s", both.get(0).output(), both.get(1).output())
        .containsExactlyInAnyOrder(0, 75);
    boolean first = both.get(0).exitCode() == 0;
    assertThat(both.get(first ? 1 : 0).error()).contains("the lock ", " is held by ");
    requireSame(nights, first ? "on-yarn" : "on-standalone");
  }

  @Test
  void yarnStartsTheApplicationMasterAgain(Daemons daemons) throws IOException {
    Nights nights = begun.copy("killed");
    Pause.until("the end of earlier drivers", () -> Victims.applicationMasters(daemons).isEmpty());
    Submission submission = nights.start(Mode.YARN_CLUSTER, "night2");
    submission.awaits("rounds", () -> nights.rounds("night2") >= 4);
    Victims.kill(Victims.applicationMasters(daemons).get(0));
    assertThat(nights.versions()).as("too late").containsExactly(FIRST);

    submission.succeeds();
    assertThat(YarnApplication.named(daemons, nights.application("night2")).attempts())
        .isEqualTo(2);
    assertThat(nights.json("night2", "report/report.json").path("notes").toString())
        .contains("the lock was taken over from night2");
    requireSame(nights, "night2");
  }

  private static void requireSame(Nights nights, String runId) throws IOException {
    assertThat(nights.versions()).containsExactly(FIRST, SECOND);
    assertThat(nights.network(SECOND)).isEqualTo(calm.network(SECOND));
    assertThat(nights.comparisons(runId)).isEqualTo(calm.comparisons("night2"));
  }

  @Test
  void aDecisionIsNoFailureToYarn(Daemons daemons) throws IOException {
    Nights nights = calm.copy("decided");
    nights.start(Mode.YARN_CLUSTER, "night3", "--zero-if-decided").succeeds();
    assertThat(nights.json("night3", "report/report.json").path("outcome").asText())
        .isEqualTo("NOTHING_NEW");
    YarnApplication decided = YarnApplication.named(daemons, nights.application("night3"));
    assertThat(decided.attempts()).isEqualTo(1);
    assertThat(decided.finalStatus()).isEqualTo("SUCCEEDED");

    Submission plain = nights.start(Mode.YARN_CLUSTER, "night4");
    assertThat(plain.exitCode()).as(plain.output()).isEqualTo(11);
    YarnApplication failed = YarnApplication.named(daemons, nights.application("night4"));
    assertThat(failed.attempts()).isEqualTo(2);
    assertThat(failed.finalStatus()).isEqualTo("FAILED");
    assertThat(failed.diagnostics()).contains("User application exited with status 11");
  }
}
