package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.report.TrainingIndexPage;
import org.ravel.report.TrainingIndexPage.Entry;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/** The trainings below a folder. */
public final class TrainingIndex {
  /** How deep trainings are looked for. */
  private static final int DEPTH = 4;

  private final JobContext context;
  private final Storage storage;
  private final Path root;

  public TrainingIndex(JobContext context, Path root) {
    this.context = context;
    this.storage = context.storage();
    this.root = root;
  }

  /**
   * The trainings; one that cannot be read is named and left out.
   *
   * @throws InputException if there is no training
   */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    collect(root, DEPTH, entries);
    if (entries.isEmpty()) {
      throw new InputException(
          "%s holds no training (a folder with config.conf and metrics.jsonl), nor do the folders below it; name the folder that the trainings' output folders are in"
              .formatted(root));
    }
    return entries;
  }

  /** Writes the page into the folder, in place of the one that may be there. */
  public Path write(List<Entry> entries) {
    Path page = new Path(root, TrainingIndexPage.FILE);
    try (Staging staging = Staging.open(storage, page, true)) {
      Path draft = new Path(staging.folder(), TrainingIndexPage.FILE);
      storage.writeText(draft, TrainingIndexPage.of(root.toString(), entries));
      staging.publish(draft);
    }
    return page;
  }

  private void collect(Path folder, int depth, List<Entry> entries) {
    if (TrainingFolder.is(storage, folder)) {
      try {
        entries.add(entry(folder));
      } catch (InputException e) {
        context.tell("left out: %s".formatted(e.getMessage()));
      }
    } else if (depth > 0) {
      FileStatus[] children = storage.reading(folder, files -> files.listStatus(folder));
      Arrays.sort(children, Comparator.comparing(FileStatus::getPath));
      for (FileStatus child : children) {
        String name = child.getPath().getName();
        if (child.isDirectory() && !name.startsWith(".") && !name.startsWith("_")) {
          collect(child.getPath(), depth - 1, entries);
        }
      }
    }
  }

  private Entry entry(Path folder) {
    Path report = folder.equals(root) ? null : new Path(folder.getParent(), "report/report.html");
    return new Entry(
        relative(folder),
        new TrainingFolder(context, folder).provenance(),
        report != null && storage.exists(report) ? relative(report) : null);
  }

  private String relative(Path below) {
    String path = root.toUri().relativize(below.toUri()).getPath();
    return path.isEmpty() ? below.getName() : path;
  }
}
