package org.ravel.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.ravel.registry.Decision.Note;
import org.ravel.storage.Storage;

/** Adds models one after another and promotes each; in this process or one of its own. */
final class RegistryWriter {
  private RegistryWriter() {}

  /** Says the number of each version on a line. */
  public static void main(String[] arguments) {
    write(arguments[0], arguments[1], Integer.parseInt(arguments[2]), System.out::println);
  }

  /** What is done with each new version's number. */
  @FunctionalInterface
  interface Listener {
    void added(int version);
  }

  /**
   * Writes.
   *
   * @param root of the registries and of the models, which are made here
   * @param name of the writer, which all its networks have
   */
  static void write(String root, String name, int models, Listener listener) {
    Storage storage = new Storage(new Configuration());
    Registry registry = new Registry(storage, root + "/registry", "shared");
    for (int i = 0; i < models; i++) {
      String content = "%s %d".formatted(name, i);
      Path model =
          RegistryFixture.model(
              storage, new Path(root + "/models/" + content.replace(' ', '-')), content);
      int version = registry.add(model, RegistryFixture.run(content)).version().number();
      listener.added(version);
      registry.promote(version, OptionalInt.empty(), new Note(name, null));
    }
  }

  /** A process that writes. */
  static Process start(String root, String name, int models) {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            RegistryWriter.class.getName(),
            root,
            name,
            Integer.toString(models));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the next version's number; empty at the end. */
  static OptionalInt next(BufferedReader out) {
    try {
      // Whatever else is printed is no number.
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.matches("[0-9]+")) {
          return OptionalInt.of(Integer.parseInt(line));
        }
      }
      return OptionalInt.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
