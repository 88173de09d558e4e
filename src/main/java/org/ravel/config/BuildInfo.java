package org.ravel.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What this build is made of, for provenance. */
public final class BuildInfo {
  private static final Properties PROPERTIES = read();

  private BuildInfo() {}

  /** Ravel's version. */
  public static String version() {
    return PROPERTIES.getProperty("version");
  }

  /** The git commit, with a mark if the build had changes of its own; unknown without git. */
  public static String commit() {
    String commit = PROPERTIES.getProperty("commit");
    if (commit.isEmpty() || commit.startsWith("$")) {
      return "unknown";
    }
    return commit + (PROPERTIES.getProperty("dirty").equals("true") ? "-dirty" : "");
  }

  /** The version of ONNX Runtime that this build is made for. */
  public static String onnxRuntime() {
    return PROPERTIES.getProperty("onnxruntime");
  }

  /** Versions of all that decides a result, by name. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ravel", version());
    versions.put("commit", commit());
    versions.put("deeplearning4j", PROPERTIES.getProperty("deeplearning4j"));
    versions.put("spark", PROPERTIES.getProperty("spark"));
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties is missing from the jar", e);
    }
  }
}
