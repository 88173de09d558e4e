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
    if (portrait.cycles().leftOut() == null) {
      CycleFigures cycles = new CycleFigures(portrait);
      storage.writeText(new Path(folder, "fixed-points.csv"), cycles.csv());
      storage.writeText(new Path(folder, "eigenvalues.csv"), cycles.eigenvalues());
    }
    new MemoryFigures(portrait)
        .csv()
        .forEach((name, text) -> storage.writeText(new Path(folder, name), text));
    new SiblingFigures(portrait)
        .csv()
        .forEach((name, text) -> storage.writeText(new Path(folder, name), text));
    if (portrait.extraction().leftOut() == null) {
      AutomatonFigures automata = new AutomatonFigures(portrait);
      storage.writeText(new Path(folder, "automata.csv"), automata.csv());
      automata.dot().forEach((name, text) -> storage.writeText(new Path(folder, name), text));
    }
  }
}
