package org.ravel.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/**
 * Finds the files of a corpus, each once, in the order of their paths. What is found is read, or
 * refused by its name.
 */
public final class SourceListing {
  private final Storage storage;
  private final String key;
  private final Codecs codecs;
  private final LeftOut leftOut;

  /** By what is the same for two paths of one file. */
  private final Map<String, SourceFile> files = new HashMap<>();

  /** Files of which the path leads over no symbolic link. */
  private final Set<String> direct = new HashSet<>();

  private final Set<String> walked = new HashSet<>();

  private SourceListing(Storage storage, String key) {
    this.storage = storage;
    this.key = key;
    this.codecs = new Codecs(storage.configuration());
    this.leftOut = new LeftOut(key);
  }

  /**
   * Lists files, directories (with all that is below them) and globs. Below directories and for
   * globs, names that start with {@code _} or {@code .} are left out, and counted in the log. A
   * file that several paths lead to is listed once, by the path that leads over no symbolic link if
   * there is one.
   *
   * @param key the setting that names them, for messages
   * @throws ConfigurationException if no input is given, or one is no path
   * @throws InputException if an input does not exist or holds no file, or something in it cannot
   *     be read
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public static List<SourceFile> list(Storage storage, String key, List<String> inputs) {
    if (inputs.isEmpty()) {
      throw new ConfigurationException(
          "%s is empty but must name the files to read; set it in the configuration file or with --set %s=…"
              .formatted(key, key));
    }
    SourceListing listing = new SourceListing(storage, key);
    inputs.forEach(listing::add);
    listing.leftOut.tell();
    return named(
        listing.files.values().stream().sorted((a, b) -> a.path().compareTo(b.path())).toList());
  }

  private void add(String input) {
    Path path = storage.qualified(input);
    boolean holdsFiles =
        storage.reading(
            path,
            fileSystem -> {
              Entries entries = Entries.of(fileSystem);
              Optional<Entry> literal = entries.at(path);
              List<Entry> matches =
                  literal.isPresent()
                      ? List.of(literal.get())
                      : new PathPattern(key, path, entries, leftOut.hidden()).matches();
              if (matches.isEmpty()) {
                throw new InputException(
                    "%s names %s, but there is nothing; check the path".formatted(key, path));
              }
              boolean any = false;
              for (Entry match : matches) {
                any |= collect(entries, match, Set.of());
              }
              return any;
            });
    if (!holdsFiles) {
      throw new InputException(
          "%s names %s, which holds no files (names that start with _ or . do not count)"
              .formatted(key, path));
    }
  }

  /**
   * Takes a file, or all files below a folder.
   *
   * @param above the folders that it lies in, by what is the same for two paths of one
   * @return whether there is any file, also one that is known already
   */
  private boolean collect(Entries entries, Entry entry, Set<String> above) throws IOException {
    requireReadable(key, entry);
    if (!entry.status().isDirectory()) {
      add(entry);
      return true;
    }
    if (above.contains(entry.identity())) {
      throw new InputException(
          "%s: %s is a symbolic link to a folder that it lies in, so that there is no end; remove it"
              .formatted(key, entry.name()));
    }
    if (!walked.add(entry.identity()) && !entry.direct()) {
      return true;
    }
    Set<String> path = new HashSet<>(above);
    path.add(entry.identity());
    boolean any = false;
    for (Entry child : entries.in(entry.path())) {
      if (Entry.isHidden(child.name().substring(child.name().lastIndexOf('/') + 1))) {
        leftOut.hidden().add(child.name());
      } else {
        any |= collect(entries, child, path);
      }
    }
    return any;
  }

  private void add(Entry entry) {
    FileStatus status = entry.status();
    SourceFile file =
        new SourceFile(
            entry.name(),
            entry.name(),
            status.getLen(),
            status.getModificationTime(),
            codecs.isCompressed(entry.path()));
    SourceFile known = files.get(entry.identity());
    if (known != null && !known.path().equals(file.path())) {
      boolean better =
          entry.direct()
              || (!direct.contains(entry.identity()) && file.path().compareTo(known.path()) < 0);
      leftOut.again().add(better ? known.path() : file.path());
      if (!better) {
        return;
      }
    }
    if (entry.direct()) {
      direct.add(entry.identity());
    }
    if (file.bytes() == 0) {
      leftOut.empty().add(file.path());
    }
    files.put(entry.identity(), file);
  }

  /**
   * Refuses what was found and cannot be read.
   *
   * @throws InputException if it cannot
   */
  static void requireReadable(String key, Entry entry) {
    if (!entry.defect().isEmpty()) {
      throw new InputException("%s: %s %s".formatted(key, entry.name(), entry.defect()));
    }
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
