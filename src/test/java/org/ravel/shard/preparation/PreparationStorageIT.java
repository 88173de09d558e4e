package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ravel.error.StorageException;
import org.ravel.shard.Manifest;
import org.ravel.testing.HdfsFixture;
import org.ravel.testing.SparkFixture;

/** An HDFS that refuses an ordinary user something: the path is named, and nothing is left. */
class PreparationStorageIT {
  private static final int BLOCK = 16 << 10;
  private static HdfsFixture hdfs;
  private static FileSystem superuser;

  private final Configuration spark = SparkFixture.session().sparkContext().hadoopConfiguration();
  private UserGroupInformation before;

  @BeforeAll
  static void startHdfs() throws IOException {
    hdfs = HdfsFixture.shared();
    superuser = hdfs.fileSystem();
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    random.ints(400_000, 'a', 'z').forEach(text::appendCodePoint);
    write("/storage/corpus/a.txt", text.toString());
    write("/storage/corpus/b.txt", text.substring(0, 1000));
    for (String folder : new String[] {"/storage/free", "/storage/small"}) {
      superuser.mkdirs(new Path(folder));
      superuser.setOwner(new Path(folder), "ann", "people");
    }
    superuser.mkdirs(new Path("/storage/locked"), new FsPermission("755"));
  }

  /** The tasks' threads have no user of their own: they are whoever is logged in. */
  @BeforeEach
  void logIn() throws IOException {
    before = UserGroupInformation.getLoginUser();
    UserGroupInformation.setLoginUser(
        UserGroupInformation.createUserForTesting("ann", new String[] {"people"}));
    spark.setInt("dfs.blocksize", BLOCK);
    spark.setInt("dfs.replication", 1);
  }

  @AfterEach
  void logOut() {
    UserGroupInformation.setLoginUser(before);
    spark.unset("dfs.blocksize");
    spark.unset("dfs.replication");
  }

  private static void write(String path, String text) throws IOException {
    try (OutputStream out = superuser.create(new Path(path))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static PreparedCorpus prepared(String output) {
    return new PreparedCorpus(hdfs.uri("/storage/corpus"), hdfs.uri(output))
        .set("corpus.chunk-size", 50_000)
        .set("shards.sequence-length", 64);
  }

  private static void requireRefused(PreparedCorpus prepared, String... parts) {
    assertThatThrownBy(() -> prepared.run(SparkFixture.session()))
        .isInstanceOf(StorageException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void anUnreadableFileIsNamed() throws IOException {
    superuser.setPermission(new Path("/storage/corpus/b.txt"), new FsPermission("600"));
    try {
      requireRefused(
          prepared("/storage/free/shards"),
          "cannot read " + hdfs.uri("/storage/corpus/b.txt") + ": Permission denied: user=ann",
          "ask for the permission");
      assertThat(superuser.listStatus(new Path("/storage/free"))).isEmpty();
    } finally {
      superuser.setPermission(new Path("/storage/corpus/b.txt"), new FsPermission("644"));
    }
  }

  @Test
  void anUnreadableFolderIsNamed() throws IOException {
    superuser.setPermission(new Path("/storage/corpus"), new FsPermission("700"));
    try {
      requireRefused(
          prepared("/storage/free/shards"),
          "cannot read " + hdfs.uri("/storage/corpus"),
          "Permission denied: user=ann",
          "ask for the permission");
    } finally {
      superuser.setPermission(new Path("/storage/corpus"), new FsPermission("755"));
    }
  }

  @Test
  void aParentThatMayNotBeWrittenToIsNamedBeforeAnythingIsRead() throws IOException {
    superuser.setPermission(new Path("/storage/corpus/b.txt"), new FsPermission("600"));
    try {
      requireRefused(
          prepared("/storage/locked/shards"),
          "cannot write " + hdfs.uri("/storage/locked/"),
          "Permission denied: user=ann",
          "ask for the permission");
      assertThat(superuser.listStatus(new Path("/storage/locked"))).isEmpty();
    } finally {
      superuser.setPermission(new Path("/storage/corpus/b.txt"), new FsPermission("644"));
    }
  }

  @Test
  void aQuotaThatIsReachedWhileWritingLeavesNothing() throws IOException {
    DistributedFileSystem distributed = (DistributedFileSystem) superuser;
    PreparedCorpus prepared = prepared("/storage/small/shards");
    // Room for some of the nine files, and for both tasks' first blocks.
    distributed.setQuota(new Path("/storage/small"), HdfsConstants.QUOTA_DONT_SET, 8 * BLOCK);
    requireRefused(
        prepared,
        "cannot write " + hdfs.uri("/storage/small/"),
        "The DiskSpace quota of /storage/small is exceeded",
        "raise the quota");
    assertThat(superuser.listStatus(new Path("/storage/small"))).isEmpty();
    assertThatThrownBy(prepared::open).hasMessageContaining("holds no manifest.json");
    distributed.setQuota(
        new Path("/storage/small"), HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
    Manifest manifest = prepared.run(SparkFixture.session());
    assertThat(manifest.splits().values().stream().mapToInt(part -> part.files().size()).sum())
        .isGreaterThan(8);
    assertThat(superuser.listStatus(new Path("/storage/small"))).hasSize(1);
  }
}
