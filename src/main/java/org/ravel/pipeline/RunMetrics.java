package org.ravel.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.Storage;

/** A run's {@code metrics.jsonl}, which readers see growing. */
final class RunMetrics implements AutoCloseable {
  private final Storage storage;
  private final Path file;
  private final FSDataOutputStream out;

  private RunMetrics(Storage storage, Path file, FSDataOutputStream out) {
    this.storage = storage;
    this.file = file;
    this.out = out;
  }

  /**
   * Opens the file of a run that goes on after so many rounds. What it told of later ones is
   * dropped: it will be told again.
   *
   * <p>Not all file systems can cut or append to a file, so the old one moves aside until its lines
   * are in the new one. Where a process was killed in between, the one aside is the whole one.
   */
  static RunMetrics open(Storage storage, Path folder, long rounds) {
    Path file = RunFolder.metrics(folder);
    Path before = new Path(folder, "metrics.before.jsonl");
    if (storage.exists(before)) {
      storage.delete(file);
    } else if (storage.exists(file)) {
      storage.writing(file, fileSystem -> fileSystem.rename(file, before));
    }
    RunMetrics metrics = new RunMetrics(storage, file, storage.openLive(file));
    if (storage.exists(before)) {
      metrics.append(
          storage
              .readText(before)
              .lines()
              .filter(line -> MetricsFile.isUpTo(line, rounds))
              .map(line -> line + "\n")
              .collect(Collectors.joining()));
      storage.delete(before);
    }
    return metrics;
  }

  /** Adds whole lines. */
  void append(String lines) {
    storage.writing(
        file,
        fileSystem -> {
          out.write(lines.getBytes(StandardCharsets.UTF_8));
          out.hflush();
          return null;
        });
  }

  @Override
  public void close() {
    storage.writing(
        file,
        fileSystem -> {
          out.close();
          return null;
        });
  }
}
