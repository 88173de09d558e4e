package org.ravel.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/** Finds the files of a corpus, each once, in the order of their paths. */
public final class SourceListing {
  private final Storage storage;
  private final Map<String, SourceFile> files = new TreeMap<>();

  private SourceListing(Storage storage) {
    this.storage = storage;
  }

  /**
   * Lists files, directories (with all that is below them) and globs. Below directories and for
   * globs, names that start with {@code _} or {@code .} are left out.
   *
   * @throws ConfigurationException if no input is given
   * @throws InputException if an input does not exist or holds no file
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public static List<SourceFile> list(Storage storage, List<String> inputs) {
    if (inputs.isEmpty()) {
      throw new ConfigurationException(
          "corpus.input is empty but must name the text to read; set it in the configuration file"
              + " or with --set corpus.input=…");
    }
    SourceListing listing = new SourceListing(storage);
    inputs.forEach(listing::add);
    return named(listing.files.values());
  }

  private void add(String input) {
    Path path = storage.qualified(input);
    int before = files.size();
    boolean found =
        storage.reading(
            path,
            fileSystem -> {
              FileStatus[] matches =
                  fileSystem.exists(path)
                      ? new FileStatus[] {fileSystem.getFileStatus(path)}
                      : fileSystem.globStatus(path, match -> !isHidden(match));
              if (matches == null || matches.length == 0) {
                return false;
              }
              for (FileStatus match : matches) {
                collect(fileSystem, match);
              }
              return true;
            });
    if (!found) {
      throw new InputException(
          "corpus.input names %s, but there is nothing; check the path".formatted(path));
    }
    if (files.size() == before && files.keySet().stream().noneMatch(f -> isBelow(f, path))) {
      throw new InputException(
          "corpus.input names %s, which holds no files (names that start with _ or . do not count)"
              .formatted(path));
    }
  }

  /** Inputs that overlap, such as a folder and a file in it, add nothing and are no mistake. */
  private static boolean isBelow(String file, Path path) {
    for (Path parent = new Path(file); parent != null; parent = parent.getParent()) {
      if (parent.equals(path)) {
        return true;
      }
    }
    return false;
  }

  private void collect(FileSystem fileSystem, FileStatus status) throws IOException {
    if (status.isDirectory()) {
      RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(status.getPath());
      while (children.hasNext()) {
        FileStatus child = children.next();
        if (!isHidden(child.getPath())) {
          collect(fileSystem, child);
        }
      }
    } else {
      String path = status.getPath().toString();
      boolean compressed =
          new CompressionCodecFactory(fileSystem.getConf()).getCodec(status.getPath()) != null;
      files.put(
          path,
          new SourceFile(path, path, status.getLen(), status.getModificationTime(), compressed));
    }
  }

  private static boolean isHidden(Path path) {
    return path.getName().startsWith("_") || path.getName().startsWith(".");
  }

  /** With names below the common folder, so that they do not depend on where the corpus lies. */
  private static List<SourceFile> named(Collection<SourceFile> files) {
    String common = null;
    for (SourceFile file : files) {
      String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
      common = common == null ? folder : commonFolder(common, folder);
    }
    int prefix =
        common == null || common.endsWith(":/") || common.endsWith("//") ? 0 : common.length();
    List<SourceFile> named = new ArrayList<>();
    for (SourceFile file : files) {
      named.add(file.named(file.path().substring(prefix)));
    }
    return List.copyOf(named);
  }

  private static String commonFolder(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return a.substring(0, a.lastIndexOf('/', same - 1) + 1);
  }
}
