package org.ravel.shard;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.Storage;

/**
 * The versions of a shard set. Version 1 lies in the shard set's folder itself; each that follows
 * in a folder {@code version-00002} there, which appears whole, by one rename, and never changes.
 * Its manifest names the files of those before that still belong to the shard set.
 */
public final class Versions {
  private static final Pattern NAME = Pattern.compile("version-(\\d{5,9})");

  private final Storage storage;
  private final Path shardSet;

  public Versions(Storage storage, Path shardSet) {
    this.storage = storage;
    this.shardSet = shardSet;
  }

  /** The numbers of those that are there, ascending. */
  public List<Integer> numbers() {
    return candidates().stream().filter(this::isThere).toList();
  }

  /** The newest one; 1 if there is none, so that it is version 1 that is missing. */
  int latest() {
    return candidates().descendingSet().stream().filter(this::isThere).findFirst().orElse(1);
  }

  private boolean isThere(int version) {
    return storage.exists(new Path(folder(version), ManifestFile.NAME));
  }

  private NavigableSet<Integer> candidates() {
    TreeSet<Integer> candidates = new TreeSet<>();
    if (storage.exists(shardSet)) {
      candidates.add(1);
      for (FileStatus status : storage.reading(shardSet, files -> files.listStatus(shardSet))) {
        Matcher name = NAME.matcher(status.getPath().getName());
        if (name.matches()) {
          candidates.add(Integer.parseInt(name.group(1)));
        }
      }
    }
    return candidates;
  }

  /** Where a version lies. */
  public Path folder(int version) {
    return version == 1 ? shardSet : new Path(shardSet, name(version));
  }

  /** What the paths of a version's own files begin with, below the shard set's folder. */
  public static String prefix(int version) {
    return version == 1 ? "" : name(version) + "/";
  }

  private static String name(int version) {
    return "version-%05d".formatted(version);
  }
}
