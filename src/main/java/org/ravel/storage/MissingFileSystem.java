package org.ravel.storage;

import java.net.UnknownHostException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;
import org.ravel.error.ConfigurationException;
import org.ravel.error.RavelException;

/** Why a path's file system cannot be had, in the user's terms: a matter of configuration. */
final class MissingFileSystem {
  private static final String HADOOP = "org.apache.hadoop:%s:" + VersionInfo.getVersion();

  /** What knows a scheme. */
  private static final Map<String, String> CONNECTORS =
      Map.of(
          "s3a", HADOOP.formatted("hadoop-aws"),
          "abfs", HADOOP.formatted("hadoop-azure"),
          "abfss", HADOOP.formatted("hadoop-azure"),
          "wasb", HADOOP.formatted("hadoop-azure"),
          "wasbs", HADOOP.formatted("hadoop-azure"),
          "adl", HADOOP.formatted("hadoop-azure-datalake"),
          "oss", HADOOP.formatted("hadoop-aliyun"),
          "cosn", HADOOP.formatted("hadoop-cos"),
          "gs", "com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.11");

  private MissingFileSystem() {}

  /** What the user can do; null if it is something else. */
  static RavelException explain(Path path, Configuration hadoop, Throwable failure) {
    String scheme = path.toUri().getScheme();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnsupportedFileSystemException
          || t instanceof ClassNotFoundException
          || t instanceof NoClassDefFoundError) {
        return noConnector(path, scheme, failure);
      }
      if (t instanceof UnknownHostException) {
        return new ConfigurationException(
            "%s is on a host that nobody knows: %s; correct the address or, if that is the name of an HDFS with several NameNodes, set HADOOP_CONF_DIR to the folder of its hdfs-site.xml"
                .formatted(path, t.getMessage()),
            failure);
      }
      if (String.valueOf(t.getMessage()).startsWith("Incomplete HDFS URI")) {
        return new ConfigurationException(
            "%s names no NameNode, and the default file system, fs.defaultFS, is %s; write hdfs://HOST:PORT/…, set HADOOP_CONF_DIR to the folder of the cluster's core-site.xml, or give --conf spark.hadoop.fs.defaultFS=hdfs://HOST:PORT before the command"
                .formatted(path, hadoop.get(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY)),
            failure);
      }
    }
    return null;
  }

  private static RavelException noConnector(Path path, String scheme, Throwable failure) {
    String remedy;
    if (CONNECTORS.containsKey(scheme)) {
      remedy = "give it with --packages %s before the command".formatted(CONNECTORS.get(scheme));
    } else if ("s3".equals(scheme) || "s3n".equals(scheme)) {
      remedy =
          "write s3a://… and give --packages %s before the command"
              .formatted(CONNECTORS.get("s3a"));
    } else {
      remedy =
          "correct the scheme, or give the file system's connector with --packages or --jars before the command";
    }
    return new ConfigurationException(
        "%s is on a file system of the scheme %s, and no connector for that is on the class path; %s"
            .formatted(path, scheme, remedy),
        failure);
  }
}
