package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HDFS fails, refuses, and lies. */
@ExtendWith(Clusters.class)
class HdfsFaultsClusterIT {

  @AfterEach
  void allDaemonsAgain(Daemons daemons) {
    daemons.up();
  }

  @ParameterizedTest
  @EnumSource
  void aDataNodeIsKilled(Stage stage, Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "datanode-" + stage);
    Submission submission = startAndAwait(stage, pipeline, daemons, reference);
    Victims.kill(daemons.process("datanode1"));
    stage.requireUnfinished(pipeline);

    submission.succeeds();
    stage.requireSame(pipeline, reference.pipeline());
  }

  @ParameterizedTest
  @EnumSource
  void theNameNodeIsKilledAndClientsWaitForIt(
      Stage stage, Daemons daemons, Clusters.Reference reference) throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "namenode-" + stage);
    Submission submission =
        startAndAwait(
            stage,
            pipeline,
            daemons,
            reference,
            "--conf",
            "spark.hadoop.dfs.client.retry.policy.enabled=true");
    Victims.kill(daemons.process("namenode"));
    daemons.up();

    submission.succeeds();
    stage.requireSame(pipeline, reference.pipeline());
  }

  @Test
  void theNameNodeIsKilledAndTheSameCommandIsGivenAgain(
      Daemons daemons, Clusters.Reference reference) throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "namenode-again");
    Submission submission = startAndAwait(Stage.TRAIN, pipeline, daemons, reference);
    Victims.kill(daemons.process("namenode"));
    assertThat(submission.exitCode()).as(submission.output()).isEqualTo(4);
    assertThat(submission.error()).contains("check that the file system is up");
    daemons.up();

    Stage.TRAIN.start(pipeline, reference.pipeline(), List.of()).succeeds();
    Stage.TRAIN.requireSame(pipeline, reference.pipeline());
  }

  private static Submission startAndAwait(
      Stage stage,
      Pipeline pipeline,
      Daemons daemons,
      Clusters.Reference reference,
      String... sparkOptions) {
    List<String> options = new ArrayList<>(List.of(sparkOptions));
    options.addAll(List.of("--conf", "spark.ui.port=" + daemons.driverPagesPort()));
    Submission submission = stage.start(pipeline, reference.pipeline(), options);
    SparkPages pages = SparkPages.atPort(daemons.driverPagesPort());
    submission.awaits(stage + " under way", () -> stage.isUnderWay(pipeline, pages));
    return submission;
  }

  @ParameterizedTest
  @EnumSource
  void safeMode(Stage stage, Daemons daemons, Clusters.Reference reference) throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.LOCAL, "safe-" + stage);
    DistributedFileSystem hdfs = daemons.fileSystem();
    hdfs.setSafeMode(SafeModeAction.SAFEMODE_ENTER);
    try {
      Submission submission = stage.start(pipeline, reference.pipeline(), List.of());
      assertThat(submission.exitCode()).as(submission.output()).isEqualTo(4);
      assertThat(submission.error()).contains("safe mode", "wait until it has left");
    } finally {
      hdfs.setSafeMode(SafeModeAction.SAFEMODE_LEAVE);
    }
    assertThat(hdfs.exists(pipeline.folder("."))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void overQuota(Stage stage, Daemons daemons, Clusters.Reference reference) throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "quota-" + stage);
    DistributedFileSystem hdfs = daemons.fileSystem();
    hdfs.mkdirs(pipeline.folder("."));
    hdfs.setQuota(pipeline.folder("."), HdfsConstants.QUOTA_DONT_SET, 1);
    Submission submission = stage.start(pipeline, reference.pipeline(), List.of());
    assertThat(submission.exitCode()).as(submission.output()).isEqualTo(4);
    assertThat(submission.error()).contains("cannot write", "quota", "raise the quota");
    assertThat(hdfs.listStatus(pipeline.folder("."))).isEmpty();

    hdfs.setQuota(pipeline.folder("."), HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_RESET);
    stage.start(pipeline, reference.pipeline(), List.of()).succeeds();
    stage.requireSame(pipeline, reference.pipeline());
  }

  /** The file system itself has a whole copy left. */
  @Test
  void oneCopyOfAShardIsDamaged(Daemons daemons, Clusters.Reference reference) throws IOException {
    Pipeline pipeline = damaged("one-copy", daemons, reference, 1);
    pipeline.run("train");
    Stage.TRAIN.requireSame(pipeline, reference.pipeline());
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate"})
  void allCopiesOfAShardAreDamaged(String command, Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline pipeline = damaged("all-copies-" + command, daemons, reference, 2);
    Submission submission =
        pipeline.start(
            List.of(), command, "model.path=" + model(command, pipeline, reference.pipeline()));
    assertThat(submission.exitCode()).as(submission.output()).isEqualTo(3);
    assertThat(submission.error()).contains(pipeline.folder("shards/train") + "/part-", "damaged");
    assertThat(pipeline.files().listStatus(pipeline.folder(".")))
        .extracting(FileStatus::getPath)
        .containsExactly(pipeline.folder("shards"));
  }

  private static org.apache.hadoop.fs.Path model(
      String command, Pipeline pipeline, Pipeline reference) {
    return (command.equals("train") ? pipeline : reference).folder("model");
  }

  /** The reference's shards, with so many damaged copies of one of the files. */
  private static Pipeline damaged(
      String name, Daemons daemons, Clusters.Reference reference, int copies) throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, name);
    DistributedFileSystem hdfs = daemons.fileSystem();
    FileUtil.copy(
        hdfs,
        reference.pipeline().folder("shards"),
        hdfs,
        pipeline.folder("shards"),
        false,
        hdfs.getConf());
    org.apache.hadoop.fs.Path shard = hdfs.listStatus(pipeline.folder("shards/train"))[0].getPath();
    String block =
        hdfs.getClient()
            .getLocatedBlocks(shard.toUri().getPath(), 0)
            .get(0)
            .getBlock()
            .getBlockName();
    for (int i = 1; i <= copies; i++) {
      try (Stream<Path> files = Files.walk(daemons.data("datanode" + i))) {
        Path copy =
            files
                .filter(file -> file.getFileName().toString().equals(block))
                .findFirst()
                .orElseThrow();
        damage(copy);
      }
    }
    return pipeline;
  }

  private static void damage(Path block) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(block.toFile(), "rw")) {
      file.seek(file.length() / 2);
      int before = file.read();
      file.seek(file.length() / 2);
      file.write(before ^ 1);
    }
  }
}
