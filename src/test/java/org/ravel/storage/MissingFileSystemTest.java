package org.ravel.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class MissingFileSystemTest {
  private final Storage storage = new Storage(new Configuration());

  @ParameterizedTest
  @CsvSource({
    "s3a, hadoop-aws:",
    "s3, write s3a://… and give --packages org.apache.hadoop:hadoop-aws:",
    "abfs, hadoop-azure:",
    "abfss, hadoop-azure:",
    "wasb, hadoop-azure:",
    "gs, com.google.cloud.bigdataoss:gcs-connector:",
    "elsewhere, correct the scheme"
  })
  void aSchemeWithoutItsConnector(String scheme, String remedy) {
    for (String path : new String[] {scheme + "://bucket/a", scheme + "://bucket/a/*"}) {
      assertThatThrownBy(() -> storage.qualified(path))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith(path + " is on a file system of the scheme " + scheme)
          .hasMessageContaining(remedy);
      assertThatThrownBy(() -> storage.exists(new Path(path)))
          .isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void aConnectorHasTheVersionOfHadoop() {
    assertThatThrownBy(() -> storage.qualified("s3a://bucket/a"))
        .hasMessageContaining(
            "--packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion());
  }

  @Test
  void anHdfsWithoutItsNameNode() {
    assertThatThrownBy(() -> storage.qualified("hdfs:///a/b"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "hdfs:/a/b names no NameNode", "fs.defaultFS, is file:///", "HADOOP_CONF_DIR");
  }

  @Test
  void aHostThatNobodyKnows() {
    assertThatThrownBy(() -> storage.qualified("hdfs://no-such-host.invalid:8020/a"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("no-such-host.invalid", "HADOOP_CONF_DIR");
  }
}
