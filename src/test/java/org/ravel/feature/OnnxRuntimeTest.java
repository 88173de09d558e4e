package org.ravel.feature;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.BuildInfo;
import org.ravel.error.ConfigurationException;

class OnnxRuntimeTest {

  private static final String RUNTIME = "ai.onnxruntime.";

  /** Where ONNX Runtime looks for its native code instead of in its jar. */
  private static final String NATIVE_FOLDER = "onnxruntime.native.path";

  /** Loads this package's classes anew, and ONNX Runtime's if it is to have these. */
  private static final class Anew extends ClassLoader {
    private final boolean hasRuntime;

    Anew(boolean hasRuntime) {
      super(OnnxRuntimeTest.class.getClassLoader());
      this.hasRuntime = hasRuntime;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(RUNTIME) && !hasRuntime) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(RUNTIME) && !name.startsWith(OnnxRuntime.class.getPackageName() + ".")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Opens a network. */
  private interface Opening {
    void run() throws ReflectiveOperationException;
  }

  private static Opening opening(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> networks = loader.loadClass(CutNetwork.class.getName());
    Constructor<?> constructor =
        networks.getDeclaredConstructor(byte[].class, String.class, String.class);
    constructor.setAccessible(true);
    Method open =
        loader
            .loadClass(OnnxRuntime.class.getName())
            .getDeclaredMethod("open", networks, String.class);
    open.setAccessible(true);
    Object network = constructor.newInstance(new byte[0], "image", "map");
    return () -> open.invoke(null, network, "tiny.onnx");
  }

  @Test
  void aMissingRuntimeIsNamedWithTheRemedy() throws ReflectiveOperationException {
    Opening opening = opening(new Anew(false));
    assertThatThrownBy(opening::run)
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "features needs ONNX Runtime, which is not on the class path of the driver and the executors; put --packages com.microsoft.onnxruntime:onnxruntime:%s before the command, or --jars with that jar",
            BuildInfo.onnxRuntime());
  }

  /** Spark tries a task again, and tells of the last failure. */
  @Test
  void aRuntimeThatCannotBeLoadedIsNotCalledMissingAtTheNextTry(@TempDir Path empty)
      throws ReflectiveOperationException {
    String before = System.getProperty(NATIVE_FOLDER);
    System.setProperty(NATIVE_FOLDER, empty.toString());
    try {
      Opening opening = opening(new Anew(true));
      for (int attempt = 1; attempt <= 2; attempt++) {
        assertThatThrownBy(opening::run)
            .as("attempt %d", attempt)
            .isInstanceOf(InvocationTargetException.class)
            .cause()
            .isInstanceOf(ConfigurationException.class)
            .hasMessageStartingWith("ONNX Runtime cannot be loaded on this machine: ")
            .hasMessageNotContaining("null");
      }
    } finally {
      if (before == null) {
        System.clearProperty(NATIVE_FOLDER);
      } else {
        System.setProperty(NATIVE_FOLDER, before);
      }
    }
  }
}
