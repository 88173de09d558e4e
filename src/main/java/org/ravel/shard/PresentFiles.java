package org.ravel.shard;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/** Whether the files that a manifest names are there, with their lengths. */
final class PresentFiles {
  private PresentFiles() {}

  /**
   * Looks for those of a split, with one listing of each folder.
   *
   * @throws InputException if one is missing, or has another length
   */
  static void require(Storage storage, Path folder, Manifest.SplitPart part) {
    Map<Path, Long> lengths = new HashMap<>();
    for (Path parent :
        part.files().stream()
            .map(file -> new Path(folder, file.path()).getParent())
            .collect(Collectors.toSet())) {
      if (storage.exists(parent)) {
        for (FileStatus status : storage.reading(parent, files -> files.listStatus(parent))) {
          lengths.put(status.getPath(), status.getLen());
        }
      }
    }
    for (Manifest.ShardFile file : part.files()) {
      Path path = new Path(folder, file.path());
      Long length = lengths.get(path);
      if (length == null) {
        throw new InputException(
            "the shard file %s is missing; restore it or run ravel prepare again".formatted(path));
      }
      if (length != file.bytes()) {
        throw new InputException(
            "the shard file %s has %d bytes, the manifest says %d; restore it or run ravel prepare again"
                .formatted(path, length, file.bytes()));
      }
    }
  }
}
