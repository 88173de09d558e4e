package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where it can be seen that a driver on the cluster has failed, as the operations guide says. */
@ExtendWith(Clusters.class)
class FailuresClusterIT {

  @Test
  void aDriverOnYarnTellsItsExitCodeAndItsMessage(Daemons daemons) {
    Submission submission = evaluateNothing(daemons, Mode.YARN_CLUSTER);
    assertThat(submission.exitCode()).as(submission.output()).isEqualTo(3);
    // Spark's client repeats the diagnostics; the message by itself comes last.
    assertThat(submission.output().strip().lines())
        .last()
        .asString()
        .startsWith("error: ")
        .contains("holds no model");
    assertThat(YarnApplication.named(daemons, "nothing-YARN_CLUSTER-evaluate").diagnostics())
        .contains("exitCode: 3", "holds no model");
  }

  @Test
  void onlyTheMasterKnowsOfAStandaloneDriver(Daemons daemons) {
    Submission submission = evaluateNothing(daemons, Mode.STANDALONE_CLUSTER);
    assertThat(submission.exitCode()).as(submission.output()).isZero();
    JsonNode drivers = Web.get(daemons.sparkMasterPages(), "/json/").get("completeddrivers");
    assertThat(drivers).extracting(driver -> driver.get("state").asText()).contains("FAILED");
  }

  /** There is no model: the command ends with 3. */
  private static Submission evaluateNothing(Daemons daemons, Mode mode) {
    return new Pipeline(daemons, mode, "nothing-" + mode)
        .start(List.of("--conf", "spark.yarn.maxAppAttempts=1"), "evaluate");
  }
}
