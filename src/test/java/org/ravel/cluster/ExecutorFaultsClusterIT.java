package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An executor is killed in the midst of a command, which ends as if nothing had been. */
@ExtendWith(Clusters.class)
class ExecutorFaultsClusterIT {

  @ParameterizedTest
  @CsvSource({
    "PREPARE, STANDALONE_CLIENT",
    "TRAIN, STANDALONE_CLIENT",
    "EVALUATE, STANDALONE_CLIENT",
    "PREPARE, YARN_CLUSTER",
    "TRAIN, YARN_CLUSTER",
    "EVALUATE, YARN_CLUSTER"
  })
  void anExecutorIsKilled(Stage stage, Mode mode, Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline pipeline = new Pipeline(daemons, mode, "executor-%s-%s".formatted(mode, stage));
    Pause.until("the end of earlier executors", () -> Victims.executors(daemons).isEmpty());
    Submission submission =
        stage.start(
            pipeline,
            reference.pipeline(),
            List.of("--conf", "spark.ui.port=" + daemons.driverPagesPort()));
    SparkPages pages =
        mode == Mode.YARN_CLUSTER
            ? SparkPages.onYarn(daemons)
            : SparkPages.atPort(daemons.driverPagesPort());
    submission.awaits(stage + " under way", () -> stage.isUnderWay(pipeline, pages));
    Victims.kill(Victims.executors(daemons).get(0));
    stage.requireUnfinished(pipeline);

    submission.succeeds();
    assertThat(History.of(daemons, pipeline.application(stage.command())).executorsLost())
        .isPositive();
    stage.requireSame(pipeline, reference.pipeline());
  }
}
