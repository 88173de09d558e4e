package org.ravel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/**
 * An HDFS of two DataNodes in this JVM, with small blocks so that small files have several. Tests
 * name its files by full URIs; it is not the default file system.
 */
public final class HdfsFixture implements AutoCloseable {
  private final MiniDFSCluster cluster;

  private HdfsFixture(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts the cluster, which takes some seconds. */
  public static HdfsFixture start() {
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

  /** The cluster itself, to stop a DataNode or set a quota. */
  public MiniDFSCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    cluster.shutdown(true);
  }
}
