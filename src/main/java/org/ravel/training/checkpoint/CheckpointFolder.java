package org.ravel.training.checkpoint;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.config.TrainingConfig.CheckpointConfig;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;
import org.ravel.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run, a file each, named by the rounds done. A file appears whole, by a
 * rename, and older ones go only when it is there: so whenever the process is killed, a whole one
 * is left.
 */
public final class CheckpointFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

  private final Storage storage;
  private final Path folder;
  private final CheckpointConfig config;

  /**
   * The checkpoints in a folder, which need not be there.
   *
   * @param config how many are kept, and when they are due
   */
  public CheckpointFolder(Storage storage, Path folder, CheckpointConfig config) {
    this.storage = storage;
    this.folder = folder;
    this.config = config;
  }

  /** Rounds done at the last checkpoint; empty where there is none. */
  public OptionalLong rounds() {
    return progress().stream().mapToLong(Progress::rounds).findFirst();
  }

  /** Whether the training is over. */
  public boolean isFinished() {
    return progress().map(Progress::finished).orElse(false);
  }

  /** The digest of the shards that the last checkpoint's training reads; empty without one. */
  public Optional<String> shards() {
    return progress().map(Progress::shards);
  }

  CheckpointConfig config() {
    return config;
  }

  /**
   * The last checkpoint that is whole.
   *
   * @throws InputException if it is of another version
   */
  public Optional<Checkpoint> latest() {
    return latestFile().map(file -> CheckpointFile.read(storage, file));
  }

  /** How far the training was at that checkpoint; the arrays are not read. */
  public Optional<Progress> progress() {
    return latestFile().map(file -> CheckpointFile.readProgress(storage, file));
  }

  private Optional<Path> latestFile() {
    for (Path file : files()) {
      if (CheckpointFile.isWhole(storage, file)) {
        return Optional.of(file);
      }
      LOG.warn("{} is cut off or was altered; going back to the checkpoint before", file);
    }
    return Optional.empty();
  }

  /**
   * Writes a checkpoint, then removes those that are too old, and what an interrupted process left.
   *
   * @throws StorageException if the storage refuses
   */
  public void write(Checkpoint checkpoint) {
    Path target = new Path(folder, "round-%012d".formatted(checkpoint.progress().rounds()));
    Path aside = new Path(folder, ".%s-%s".formatted(target.getName(), UUID.randomUUID()));
    storage.makeFolder(folder);
    CheckpointFile.write(storage, aside, checkpoint);
    // The same round again: after a stop at once, or instead of one that cannot be read.
    storage.delete(target);
    if (!storage.<Boolean>writing(target, fileSystem -> fileSystem.rename(aside, target))) {
      throw new StorageException(
          "cannot rename %s to %s: the file system refuses; check permissions on the folder"
              .formatted(aside, target));
    }
    files().stream().skip(config.keep()).forEach(storage::delete);
    list(".").stream().filter(left -> !left.equals(aside)).forEach(storage::delete);
  }

  /** Whole checkpoints, the last one first. */
  private List<Path> files() {
    return list("round-");
  }

  private List<Path> list(String prefix) {
    if (!storage.exists(folder)) {
      return List.of();
    }
    FileStatus[] files = storage.reading(folder, fileSystem -> fileSystem.listStatus(folder));
    return Arrays.stream(files)
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith(prefix))
        .sorted(Comparator.comparing(Path::getName).reversed())
        .toList();
  }
}
