package org.ravel.training.round;

import java.util.List;
import org.ravel.config.TrainingConfig;
import org.ravel.error.DivergenceException;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.WorkerResult;
import org.ravel.wording.Phrases;

/** How a training that diverges ends: saying what is no finite number any more, and where. */
public final class Divergence {
  private final TrainingConfig training;

  public Divergence(TrainingConfig training) {
    this.training = training;
  }

  /**
   * A worker's loss or parameters are not finite.
   *
   * @param files shard files that its sequences are from
   */
  public DivergenceException of(WorkerResult share, List<String> files, PlannedRound round) {
    String what =
        Double.isFinite(share.loss())
            ? "the parameters of worker %d are not finite".formatted(share.worker())
            : "the training loss is %s".formatted(share.loss());
    return in(
        round.number(),
        round.epochsDone(),
        what,
        " on worker %d, which read %s".formatted(share.worker(), Phrases.list(files)));
  }

  /** A loss is not finite. */
  public DivergenceException of(String what, double loss, long round, double epochs) {
    return in(round, epochs, "the %s is %s".formatted(what, loss), "");
  }

  /** Nothing finite came of a round. */
  DivergenceException ofAllWorkers(PlannedRound round) {
    return in(round.number(), round.epochsDone(), "no worker's loss is finite", "");
  }

  private DivergenceException in(long round, double epochs, String what, String where) {
    return new DivergenceException(
        ("%s in round %d (epoch %.2f)%s; lower training.updater.learning-rate, or clip with a"
                + " small training.clip-norm; the best model so far, if any, is kept in %s/best")
            .formatted(what, round, epochs, where, training.path()),
        round,
        epochs);
  }
}
