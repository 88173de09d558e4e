package org.ravel.shard.file;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Split;
import org.ravel.error.StorageException;
import org.ravel.sequence.Example;
import org.ravel.shard.ExampleFormat;
import org.ravel.storage.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard file under a name of this attempt's own, until it is whole. Several attempts of a task
 * may run; each writes the same bytes, and whichever ends first gives the file its name.
 */
public final class PendingShard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PendingShard.class);

  private final Configuration hadoop;
  private final Path folder;
  private final PlannedShard shard;
  private final Path temporary;
  private final ExampleWriter writer;
  private boolean committed;

  public PendingShard(Configuration hadoop, Path folder, PlannedShard shard, ExampleFormat format) {
    this.hadoop = hadoop;
    this.folder = folder;
    this.shard = shard;
    this.temporary = new Path(new Path(folder, shard.split().key()), "." + UUID.randomUUID());
    this.writer = new ExampleWriter(hadoop, temporary, format);
  }

  /** Removes what attempts have left that were killed, when all tasks are done; on the driver. */
  public static void sweep(Configuration hadoop, Path folder) {
    for (Split split : Split.values()) {
      Path files = new Path(folder, split.key());
      try {
        FileSystem fileSystem = files.getFileSystem(hadoop);
        FileStatus[] left = fileSystem.globStatus(new Path(files, ".*"));
        for (FileStatus file : left == null ? new FileStatus[0] : left) {
          fileSystem.delete(file.getPath(), false);
        }
      } catch (IOException e) {
        throw Refusal.explain("write", files, e);
      }
    }
  }

  public void write(Example example) {
    writer.write(example);
  }

  /** Completes the file and gives it its name. */
  public WrittenShard commit() {
    writer.close();
    WrittenShard written = writer.written(shard);
    Path target = new Path(folder, written.file().path());
    try {
      FileSystem fileSystem = temporary.getFileSystem(hadoop);
      long length = fileSystem.getFileStatus(temporary).getLen();
      if (length != written.file().bytes() || written.file().sequences() != shard.sequences()) {
        throw new StorageException(
            "%s has %d bytes after %d were written; check the file system, then run the command again"
                .formatted(temporary, length, written.file().bytes()));
      }
      if (!fileSystem.rename(temporary, target)
          && (!fileSystem.exists(target) || !fileSystem.delete(temporary, false))) {
        throw new StorageException(
            "cannot rename %s to %s: the file system refuses; check permissions"
                .formatted(temporary, target));
      }
    } catch (IOException e) {
      throw Refusal.explain("write", target, e);
    }
    committed = true;
    return written;
  }

  /** Removes what was not committed. The failure that led here is the one to report. */
  @Override
  public void close() {
    if (committed) {
      return;
    }
    try {
      writer.close();
    } catch (RuntimeException e) {
      LOG.debug("closing {} after a failure", temporary, e);
    }
    try {
      temporary.getFileSystem(hadoop).delete(temporary, false);
    } catch (IOException e) {
      LOG.debug("removing {} after a failure", temporary, e);
    }
  }
}
