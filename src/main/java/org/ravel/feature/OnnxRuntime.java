package org.ravel.feature;

import org.ravel.config.BuildInfo;
import org.ravel.error.ConfigurationException;

/**
 * Opens networks by ONNX Runtime, which is no part of the application jar and may be missing. No
 * other class than {@link OnnxNetwork} names its classes, so that the first use of this one finds
 * out.
 */
final class OnnxRuntime {
  private OnnxRuntime() {}

  /**
   * Opens a network.
   *
   * @param name of its file, for messages
   * @throws ConfigurationException if ONNX Runtime is missing or cannot run here
   * @throws org.ravel.error.InputException if it does not take the network
   */
  static OnnxNetwork open(CutNetwork network, String name) {
    try {
      return new OnnxNetwork(network, name);
    } catch (LinkageError e) {
      throw isMissing(e) ? missing(e) : unusable(e);
    }
  }

  /** A class that could not be initialised is not found, either, when it is used again. */
  private static boolean isMissing(LinkageError e) {
    return e instanceof NoClassDefFoundError
        && !String.valueOf(e.getMessage()).startsWith("Could not initialize class");
  }

  private static ConfigurationException missing(LinkageError e) {
    return new ConfigurationException(
        "features needs ONNX Runtime, which is not on the class path of the driver and the executors; put --packages com.microsoft.onnxruntime:onnxruntime:%s before the command, or --jars with that jar"
            .formatted(BuildInfo.onnxRuntime()),
        e);
  }

  private static ConfigurationException unusable(LinkageError e) {
    Throwable reason = e;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new ConfigurationException(
        "ONNX Runtime cannot be loaded on this machine: %s; it needs Linux with glibc, macOS or Windows, and a temporary folder (java.io.tmpdir) from which programs may be run"
            .formatted(reason.getMessage()),
        e);
  }
}
