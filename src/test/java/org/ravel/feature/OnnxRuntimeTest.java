package org.ravel.feature;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.ravel.config.BuildInfo;
import org.ravel.error.ConfigurationException;

class OnnxRuntimeTest {

  /** Loads this package's classes anew, and has none of ONNX Runtime's. */
  private static final class WithoutRuntime extends ClassLoader {
    WithoutRuntime() {
      super(OnnxRuntimeTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("ai.onnxruntime.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(OnnxRuntime.class.getPackageName() + ".")) {
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

  @Test
  void aMissingRuntimeIsNamedWithTheRemedy() throws ReflectiveOperationException {
    ClassLoader without = new WithoutRuntime();
    Class<?> networks = without.loadClass(CutNetwork.class.getName());
    Constructor<?> constructor =
        networks.getDeclaredConstructor(byte[].class, String.class, String.class);
    constructor.setAccessible(true);
    Method open =
        without
            .loadClass(OnnxRuntime.class.getName())
            .getDeclaredMethod("open", networks, String.class);
    open.setAccessible(true);
    Object network = constructor.newInstance(new byte[0], "image", "map");
    assertThatThrownBy(() -> open.invoke(null, network, "tiny.onnx"))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "features needs ONNX Runtime, which is not on the class path of the driver and the executors; put --packages com.microsoft.onnxruntime:onnxruntime:%s before the command, or --jars with that jar",
            BuildInfo.onnxRuntime());
  }
}
