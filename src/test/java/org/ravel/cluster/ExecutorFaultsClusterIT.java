package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An executor is killed in the midst of a command, which ends as if nothing had been. What the
 * stages do about it is the same wherever executors are, so each is tried in one place.
 */
@ExtendWith(Clusters.class)
class ExecutorFaultsClusterIT {

  @ParameterizedTest
  @CsvSource({"PREPARE, STANDALONE_CLIENT", "TRAIN, YARN_CLUSTER", "EVALUATE, STANDALONE_CLIENT"})
  void anExecutorIsKilled(Stage stage, Mode mode, Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline pipeline = new Pipeline(daemons, mode, "executor-%s-%s".formatted(mode, stage));
    Pause.until("the end of earlier executors", () -> Victims.executors(daemons).isEmpty());
    Submission submission = stage.startAndAwait(pipeline, reference.pipeline(), daemons);
    Victims.kill(Victims.executors(daemons).get(0));
    stage.requireUnfinished(pipeline);

    submission.succeeds();
    assertThat(History.of(daemons, pipeline.application(stage.command())).executorsLost())
        .isPositive();
    stage.requireSame(pipeline, reference.pipeline());
  }
}
