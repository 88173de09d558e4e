package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of submitting the commands comes to the same bits as one process does. */
@ExtendWith(Clusters.class)
class ModesClusterIT {
  @ParameterizedTest
  @EnumSource(names = "LOCAL", mode = EnumSource.Mode.EXCLUDE)
  void comesToTheBitsOfASingleProcess(Mode mode, Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline local = reference.pipeline();
    String name = mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Pipeline pipeline = new Pipeline(daemons, mode, name);
    // The driver alone generates: where it is on the cluster, that is another process.
    List<String> commands =
        mode.driverIsOnTheCluster() ? Clusters.COMMANDS : Clusters.COMMANDS.subList(0, 3);
    commands.forEach(pipeline::run);

    assertThat(Outcome.shards(pipeline.files(), pipeline.folder("shards")))
        .isEqualTo(Outcome.shards(local.files(), local.folder("shards")))
        .hasSizeGreaterThan(10);
    assertThat(Outcome.network(pipeline.files(), pipeline.folder("model")))
        .isEqualTo(Outcome.network(local.files(), local.folder("model")))
        .containsKeys("coefficients.bin", "updaterState.bin");
    assertThat(Outcome.report(pipeline.files(), pipeline.folder("report")))
        .isEqualTo(Outcome.report(local.files(), local.folder("report")));
    if (mode.driverIsOnTheCluster()) {
      assertThat(Outcome.text(pipeline.files(), pipeline.folder("text")))
          .isEqualTo(Outcome.text(local.files(), local.folder("text")))
          .hasSizeGreaterThanOrEqualTo(200);
      assertThat(Outcome.scores(pipeline.files(), pipeline.folder("scores")))
          .isEqualTo(Outcome.scores(local.files(), local.folder("scores")))
          .hasSizeGreaterThan(2);
    }
    for (String command : List.of("prepare", "train", "evaluate")) {
      History.of(daemons, pipeline.application(command)).requireReadableJobs();
    }
  }
}
