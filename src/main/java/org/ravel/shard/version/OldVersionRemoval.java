package org.ravel.shard.version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Split;
import org.ravel.shard.Manifest;
import org.ravel.shard.ManifestFile;
import org.ravel.shard.Versions;
import org.ravel.storage.Storage;

/**
 * Removes the versions of a shard set that were replaced long enough ago: their manifests, so that
 * nobody opens them, and then the files that no version names any more.
 */
final class OldVersionRemoval {
  private static final List<String> OWN =
      List.of(InputLedger.NAME, VersionWriter.CONFIGURATION, ShardProvenance.NAME);

  private final Storage storage;
  private final Path shardSet;
  private final Versions versions;

  OldVersionRemoval(Storage storage, Path shardSet) {
    this.storage = storage;
    this.shardSet = shardSet;
    this.versions = new Versions(storage, shardSet);
  }

  /**
   * Removes old versions.
   *
   * @param keepDays days for which a version stays after it was replaced
   * @return how many shard files and vocabularies were removed
   */
  int remove(int keepDays) {
    long now = System.currentTimeMillis();
    List<Integer> numbers = versions.numbers();
    Set<String> kept = new HashSet<>();
    Set<String> dropped = new TreeSet<>();
    List<Integer> old = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      boolean last = i == numbers.size() - 1;
      long replaced = last ? now : modified(versions.folder(numbers.get(i + 1)));
      boolean keep = last || now - replaced < Duration.ofDays(keepDays).toMillis();
      if (!keep) {
        old.add(numbers.get(i));
      }
      (keep ? kept : dropped).addAll(files(versions.folder(numbers.get(i))));
    }
    dropped.removeAll(kept);
    for (int version : old) {
      storage.delete(new Path(versions.folder(version), ManifestFile.NAME));
      OWN.forEach(name -> storage.delete(new Path(versions.folder(version), name)));
    }
    dropped.forEach(file -> storage.delete(new Path(shardSet, file)));
    old.forEach(this::removeEmptyFolders);
    removeRemains(now - Duration.ofDays(Math.max(1, keepDays)).toMillis());
    return dropped.size();
  }

  private long modified(Path version) {
    return storage.status(new Path(version, ManifestFile.NAME)).getModificationTime();
  }

  private Set<String> files(Path version) {
    Manifest manifest = ManifestFile.parse(version, ManifestFile.read(storage, version));
    Set<String> files = new HashSet<>();
    manifest.vocabularies().values().forEach(part -> files.add(part.file()));
    manifest
        .splits()
        .values()
        .forEach(part -> part.files().forEach(file -> files.add(file.path())));
    return files;
  }

  private void removeEmptyFolders(int version) {
    Path folder = versions.folder(version);
    for (Split split : Split.values()) {
      removeIfEmpty(new Path(folder, split.key()));
    }
    if (version > 1) {
      removeIfEmpty(folder);
    }
  }

  private void removeIfEmpty(Path folder) {
    storage.writing(
        folder,
        files ->
            files.exists(folder)
                && files.listStatus(folder).length == 0
                && files.delete(folder, false));
  }

  /** Removes what killed runs have left. */
  private void removeRemains(long before) {
    for (FileStatus status : storage.reading(shardSet, files -> files.listStatus(shardSet))) {
      if (status.isDirectory()
          && status.getPath().getName().startsWith(".version-")
          && status.getModificationTime() < before) {
        storage.delete(status.getPath());
      }
    }
  }
}
