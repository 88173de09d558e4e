package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver is killed in the midst of a command, which is started again. */
@ExtendWith(Clusters.class)
class DriverFaultsClusterIT {

  @ParameterizedTest
  @EnumSource
  void yarnStartsTheApplicationMasterAgain(
      Stage stage, Daemons daemons, Clusters.Reference reference) throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.YARN_CLUSTER, "master-" + stage);
    Submission submission = stage.start(pipeline, reference.pipeline(), List.of());
    SparkPages pages = SparkPages.onYarn(daemons);
    submission.awaits(stage + " under way", () -> stage.isUnderWay(pipeline, pages));
    Victims.kill(Victims.applicationMasters(daemons).get(0));
    stage.requireUnfinished(pipeline);

    submission.succeeds();
    assertThat(attempts(daemons, pipeline.application(stage.command()))).isEqualTo(2);
    stage.requireSame(pipeline, reference.pipeline());
  }

  @ParameterizedTest
  @EnumSource
  void theSameCommandIsGivenAgain(Stage stage, Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "driver-" + stage);
    Submission killed =
        stage.start(
            pipeline,
            reference.pipeline(),
            List.of("--conf", "spark.ui.port=" + daemons.driverPagesPort()));
    SparkPages pages = SparkPages.atPort(daemons.driverPagesPort());
    killed.awaits(stage + " under way", () -> stage.isUnderWay(pipeline, pages));
    Victims.kill(killed.process().toHandle());
    stage.requireUnfinished(pipeline);

    Submission again = stage.start(pipeline, reference.pipeline(), List.of());
    again.succeeds();
    if (stage == Stage.TRAIN) {
      assertThat(again.output()).contains("going on after round");
    }
    stage.requireSame(pipeline, reference.pipeline());
  }

  private static int attempts(Daemons daemons, String name) {
    JsonNode all = Web.get(daemons.resourceManagerPages(), "/ws/v1/cluster/apps");
    for (JsonNode application : all.path("apps").path("app")) {
      if (application.get("name").asText().equals(name)) {
        String id = application.get("id").asText();
        return Web.get(
                daemons.resourceManagerPages(), "/ws/v1/cluster/apps/%s/appattempts".formatted(id))
            .path("appAttempts")
            .path("appAttempt")
            .size();
      }
    }
    throw new AssertionError("YARN knows no application " + name);
  }
}
