package org.ravel.config;

/**
 * How a model is trained again when there is new text.
 *
 * @param path the folder of the runs, and of their lock
 * @param warmStart what the training starts from
 * @param trainOn what it is trained on
 * @param lock that keeps runs apart
 */
public record RetrainingConfig(String path, WarmStart warmStart, TrainOn trainOn, LockConfig lock) {

  public RetrainingConfig {
    Require.path("retraining.path", path);
    Require.present("retraining.warm-start", warmStart);
    Require.present("retraining.train-on", trainOn);
    Require.present("retraining.lock", lock);
  }

  /** What a training starts from. */
  public enum WarmStart {
    /** The parameters of the champion, where they fit. */
    CHAMPION,
    /** Random parameters. */
    NONE
  }

  /** What is trained on. */
  public enum TrainOn {
    /** The training split of all generations. */
    ALL,
    /** That of the generations that no run before has come to a decision with. */
    NEW
  }

  /**
   * The lock of the runs.
   *
   * @param leaseMinutes minutes without a sign of life after which another run takes it over
   */
  public record LockConfig(double leaseMinutes) {

    public LockConfig {
      Require.positive("retraining.lock.lease-minutes", leaseMinutes);
    }
  }
}
