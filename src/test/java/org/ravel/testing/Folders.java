package org.ravel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in folders of this machine, but for the checksums that Hadoop puts beside files. */
public final class Folders {
  private Folders() {}

  /** Names of what lies directly in a folder, hidden ones too, in order. */
  public static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Folders::isNoChecksum).map(Folders::name).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hidden files and folders below a folder, in any depth: what is worked on aside. */
  public static List<Path> hidden(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Folders::isNoChecksum)
          .filter(file -> name(file).startsWith("."))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNoChecksum(Path file) {
    return !name(file).endsWith(".crc");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
