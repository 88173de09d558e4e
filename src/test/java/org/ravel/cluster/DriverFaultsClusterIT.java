package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    Submission submission = stage.startAndAwait(pipeline, reference.pipeline(), daemons);
    Victims.kill(Victims.applicationMasters(daemons).get(0));
    stage.requireUnfinished(pipeline);

    submission.succeeds();
    assertThat(YarnApplication.named(daemons, pipeline.application(stage.command())).attempts())
        .isEqualTo(2);
    stage.requireSame(pipeline, reference.pipeline());
  }

  /** Here the driver is a process of its own, which nobody starts again. */
  @Test
  void theSameCommandIsGivenAgain(Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Stage stage = Stage.TRAIN;
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "driver-" + stage);
    Submission killed = stage.startAndAwait(pipeline, reference.pipeline(), daemons);
    Victims.kill(killed.process().toHandle());
    stage.requireUnfinished(pipeline);

    Submission again = stage.start(pipeline, reference.pipeline(), List.of());
    again.succeeds();
    assertThat(again.output()).contains("resuming after round");
    stage.requireSame(pipeline, reference.pipeline());
  }
}
