package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way of submitting comes to the same bits as one process does. Training has executors read,
 * take and give the most; where the driver is on the cluster, it also generates there, and scores.
 */
@ExtendWith(Clusters.class)
class ModesClusterIT {
  @ParameterizedTest
  @EnumSource(names = "LOCAL", mode = EnumSource.Mode.EXCLUDE)
  void comesToTheBitsOfASingleProcess(Mode mode, Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline local = reference.pipeline();
    String name = mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Pipeline pipeline = new Pipeline(daemons, mode, name);
    Stage.TRAIN.start(pipeline, local, List.of()).succeeds();
    Stage.TRAIN.requireSame(pipeline, local);
    assertThat(Outcome.network(pipeline.files(), pipeline.folder("model")))
        .containsKeys("specification.json", "parameters.bin");
    if (mode.driverIsOnTheCluster()) {
      pipeline.run("generate").run("score");
      assertThat(Outcome.text(pipeline.files(), pipeline.folder("text")))
          .isEqualTo(Outcome.text(local.files(), local.folder("text")))
          .hasSizeGreaterThanOrEqualTo(200);
      assertThat(Outcome.scores(pipeline.files(), pipeline.folder("scores")))
          .isEqualTo(Outcome.scores(local.files(), local.folder("scores")))
          .hasSizeGreaterThan(2);
    }
    History.of(daemons, pipeline.application("train")).requireReadableJobs();
  }
}
