package org.ravel.corpus;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.AccessControlException;

/**
 * What lies on this machine's disks. Hadoop's own listing leaves out whatever it cannot look at:
 * links that lead nowhere, names in another encoding.
 */
record LocalEntries(FileSystem fileSystem) implements Entries {

  @Override
  public Optional<Entry> at(org.apache.hadoop.fs.Path path) throws IOException {
    Path local;
    try {
      local = Path.of(path.toUri().getPath());
    } catch (InvalidPathException e) {
      return Optional.of(Entry.unreadable(path.toString(), undecodable()));
    }
    return Files.exists(local, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(entry(local))
        : Optional.empty();
  }

  @Override
  public List<Entry> in(org.apache.hadoop.fs.Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of(folder.toUri().getPath()))) {
      for (Path file : files) {
        if (!isChecksum(file.getFileName().toString())) {
          entries.add(entry(file));
        }
      }
    } catch (AccessDeniedException e) {
      throw denied(e.getFile());
    }
    return entries;
  }

  /** Hadoop's local file system keeps one beside each file that it writes. */
  private static boolean isChecksum(String name) {
    return name.startsWith(".") && name.endsWith(".crc");
  }

  private Entry entry(Path file) throws IOException {
    Path name = file.getFileName();
    if (name == null) {
      return readable(file, file);
    }
    if (!isDecoded(name)) {
      return Entry.unreadable(file.toUri().toString(), undecodable());
    }
    if (name.toString().contains(":")) {
      return Entry.unreadable(
          "file:" + file, "has a colon in its name, which Hadoop cannot read; rename it");
    }
    try {
      return readable(file, file.toRealPath());
    } catch (AccessDeniedException e) {
      throw denied(e.getFile());
    } catch (FileSystemException e) {
      return Entry.unreadable("file:" + file, brokenLink(file, e));
    }
  }

  private static boolean isDecoded(Path name) {
    try {
      return Path.of(name.toString()).equals(name);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private Entry readable(Path file, Path real) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
    if (!attributes.isDirectory() && !attributes.isRegularFile()) {
      return Entry.unreadable(
          "file:" + file,
          "is no file but a named pipe, a socket or a device; write the text into a file");
    }
    if (!Files.isReadable(real)) {
      throw denied(file.toString());
    }
    return Entry.readable(
        fileSystem.getFileStatus(new org.apache.hadoop.fs.Path("file", null, file.toString())),
        real.toString(),
        real.equals(file));
  }

  private static String brokenLink(Path file, FileSystemException failure) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      // Removed since it was listed.
      throw failure;
    }
    return "is a symbolic link to %s, %s; remove it, or make it lead to a file"
        .formatted(
            Files.readSymbolicLink(file),
            failure instanceof NoSuchFileException
                ? "where there is nothing"
                : "which leads back to it");
  }

  private static String undecodable() {
    return "has a name that this Java machine cannot decode (its encoding of names is %s); rename it, or set LC_ALL to a locale in UTF-8 such as C.UTF-8"
        .formatted(System.getProperty("sun.jnu.encoding"));
  }

  private static AccessControlException denied(String file) {
    return new AccessControlException("Permission denied: " + file);
  }
}
