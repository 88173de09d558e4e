package org.ravel.report;

import org.apache.hadoop.fs.Path;
import org.ravel.dynamics.Portrait;
import org.ravel.storage.Storage;

/** Writes what was seen of a network: {@code dynamics.html}, and its numbers as CSV. */
public final class DynamicsWriter {
  /** The page's name. */
  public static final String PAGE = "dynamics.html";

  private DynamicsWriter() {}

  /** Writes all files into a folder. */
  public static void write(Storage storage, Path folder, Portrait portrait) {
    storage.writeText(new Path(folder, PAGE), DynamicsPage.of(portrait));
    storage.writeText(new Path(folder, "trajectories.csv"), TrajectoryPlots.csv(portrait));
  }
}
