package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** HDFS fails, refuses, and lies. */
@ExtendWith(Clusters.class)
class HdfsFaultsClusterIT {

  @AfterEach
  void allDaemonsAgain(Daemons daemons) {
    daemons.up();
  }

  @Test
  void aDataNodeIsKilled(Daemons daemons, Clusters.Reference reference) throws IOException {
    Stage stage = Stage.TRAIN;
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "datanode");
    Submission submission = stage.startAndAwait(pipeline, reference.pipeline(), daemons);
    Victims.kill(daemons.process("datanode1"));
    stage.requireUnfinished(pipeline);

    submission.succeeds();
    stage.requireSame(pipeline, reference.pipeline());
  }

  @Test
  void theNameNodeIsKilledAndClientsWaitForIt(Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Stage stage = Stage.PREPARE;
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "namenode");
    Submission submission =
        stage.startAndAwait(
            pipeline,
            reference.pipeline(),
            daemons,
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
    Submission submission = Stage.TRAIN.startAndAwait(pipeline, reference.pipeline(), daemons);
    Victims.kill(daemons.process("namenode"));
    assertThat(submission.exitCode()).as(submission.output()).isEqualTo(4);
    assertThat(submission.error()).contains("check that the file system is up");
    daemons.up();

    Stage.TRAIN.start(pipeline, reference.pipeline(), List.of()).succeeds();
    Stage.TRAIN.requireSame(pipeline, reference.pipeline());
  }

  @Test
  void safeMode(Daemons daemons, Clusters.Reference reference) throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.LOCAL, "safe");
    DistributedFileSystem hdfs = daemons.fileSystem();
    hdfs.setSafeMode(SafeModeAction.SAFEMODE_ENTER);
    try {
      Submission submission = Stage.EVALUATE.start(pipeline, reference.pipeline(), List.of());
      assertThat(submission.exitCode()).as(submission.output()).isEqualTo(4);
      assertThat(submission.error()).contains("safe mode", "wait until it has left");
    } finally {
      hdfs.setSafeMode(SafeModeAction.SAFEMODE_LEAVE);
    }
    assertThat(hdfs.exists(pipeline.folder("."))).isFalse();
  }

  /** Here the executors write. */
  @Test
  void overQuota(Daemons daemons, Clusters.Reference reference) throws IOException {
    Stage stage = Stage.PREPARE;
    Pipeline pipeline = new Pipeline(daemons, Mode.STANDALONE_CLIENT, "quota");
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

  @Test
  void allCopiesOfAShardAreDamaged(Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline pipeline = damaged("all-copies", daemons, reference, 2);
    Submission submission = pipeline.start(List.of(), "train");
    assertThat(submission.exitCode()).as(submission.output()).isEqualTo(3);
    assertThat(submission.error()).contains(pipeline.folder("shards/train") + "/part-", "damaged");
    assertThat(pipeline.files().listStatus(pipeline.folder(".")))
        .extracting(FileStatus::getPath)
        .containsExactly(pipeline.folder("shards"));
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
