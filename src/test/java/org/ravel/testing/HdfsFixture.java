package org.ravel.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/**
 * An HDFS of two DataNodes in this JVM, with small blocks so that small files have several. Tests
 * name its files by full URIs; it is not the default file system.
 */
public final class HdfsFixture {
  private static HdfsFixture shared;

  private final MiniDFSCluster cluster;

  private HdfsFixture(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * The cluster that all tests of this JVM share, since it takes seconds to start. Each class works
   * in a folder of its own name.
   */
  public static synchronized HdfsFixture shared() {
    if (shared == null) {
      HdfsFixture started = start();
      // The daemons end with the JVM: to stop them in a hook fails, as theirs run then.
      File folder = new File(started.cluster.getDataDirectory()).getParentFile();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtil.fullyDelete(folder)));
      shared = started;
    }
    return shared;
  }

  private static HdfsFixture start() {
    try {
      Path target = Files.createDirectories(Path.of("target"));
      Configuration hadoop = new Configuration();
      hadoop.set(
          MiniDFSCluster.HDFS_MINIDFS_BASEDIR,
          Files.createTempDirectory(target, "dfs").toAbsolutePath().toString());
      hadoop.setInt("dfs.blocksize", 64 << 10);
      hadoop.setInt("dfs.namenode.fs-limits.min-block-size", 1 << 10);
      MiniDFSCluster cluster =
          new MiniDFSCluster.Builder(hadoop).numDataNodes(2).format(true).build();
      cluster.waitActive();
      return new HdfsFixture(cluster);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path's full URI, {@code hdfs://localhost:…/path}. */
  public String uri(String absolutePath) {
    return cluster.getURI() + absolutePath;
  }

  /** Its file system. */
  public FileSystem fileSystem() {
    try {
      return cluster.getFileSystem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
