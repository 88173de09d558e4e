package org.ravel.config;

/**
 * What {@code prepare --incremental} does with what it finds.
 *
 * @param changedFiles what becomes of a file that was read before and has another content now
 */
public record PrepareConfig(ChangedFiles changedFiles, DriftConfig drift) {

  /** What becomes of a file that was read before and has another content now. */
  public enum ChangedFiles {
    /** The run is refused. */
    REFUSE,
    /** Its whole content is added as new text; what it held before stays. */
    ADD,
    /** What it held before stays, and nothing is added. */
    IGNORE
  }

  /**
   * How far what is new may be from what the shards were made of.
   *
   * @param maxUnknownIncrease by how much the share of unknown tokens may be larger
   * @param maxDivergence Jensen–Shannon divergence of the token frequencies, in bits
   * @param maxNewLabels share of the labels that may be none of the shards' labels
   * @param maxLabelDivergence Jensen–Shannon divergence of the label frequencies, in bits
   * @param action what is done beyond the limits
   */
  public record DriftConfig(
      double maxUnknownIncrease,
      double maxDivergence,
      double maxNewLabels,
      double maxLabelDivergence,
      Action action) {

    /** What is done beyond the limits. */
    public enum Action {
      /** The text is added, and the run says that a rebuild is due. */
      REPORT,
      /** The shard set is made again from all files, with a new vocabulary. */
      REBUILD,
      /** The run is refused. */
      FAIL
    }

    public DriftConfig {
      Require.probability("prepare.drift.max-unknown-increase", maxUnknownIncrease);
      Require.probability("prepare.drift.max-divergence", maxDivergence);
      Require.probability("prepare.drift.max-new-labels", maxNewLabels);
      Require.probability("prepare.drift.max-label-divergence", maxLabelDivergence);
      Require.present("prepare.drift.action", action);
    }
  }

  public PrepareConfig {
    Require.present("prepare.changed-files", changedFiles);
    Require.present("prepare.drift", drift);
  }
}
