package org.ravel.training.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.WorkerResult;
import org.ravel.training.worker.WorkerResult.Trained;

/** The shares of a round as they come in, and what they come to. */
final class RoundAggregation {
  private final PlannedRound round;
  private final Divergence divergence;
  private final boolean skips;
  private final MeanTree tree;
  private final List<WorkerState> workers;
  private final Set<Integer> missing = new TreeSet<>();
  private final TreeMap<Integer, WorkerResult> shares = new TreeMap<>();

  /**
   * An empty one.
   *
   * @param before what the workers kept before the round
   * @param divergence how the training ends where a share is not finite
   * @param skips whether such a share is left out instead
   */
  RoundAggregation(
      PlannedRound round, List<WorkerState> before, Divergence divergence, boolean skips) {
    this.round = round;
    this.divergence = divergence;
    this.skips = skips;
    this.tree = new MeanTree(round.workers());
    this.workers = new ArrayList<>(before);
    IntStream.range(0, round.workers()).forEach(i -> missing.add(round.firstWorker() + i));
  }

  boolean isComplete() {
    return missing.isEmpty();
  }

  /** Workers whose share is not there. */
  Set<Integer> missing() {
    return Set.copyOf(missing);
  }

  /**
   * Takes a share.
   *
   * @param trained its states
   * @param files shard files that its sequences are from
   * @throws org.ravel.error.TrainingException if it is not finite and not to be left out
   */
  void add(WorkerResult share, Trained trained, Supplier<List<String>> files) {
    if (!share.finite() && !skips) {
      throw divergence.of(share, files.get(), round);
    }
    int leaf = share.worker() - round.firstWorker();
    if (share.finite()) {
      tree.add(leaf, trained.model(), share.tokens());
      workers.set(share.worker(), trained.own());
    } else {
      tree.add(leaf, null, 0);
      workers.set(share.worker(), workers.get(share.worker()).atStart());
    }
    missing.remove(share.worker());
    shares.put(share.worker(), share.withoutStates());
  }

  /**
   * The mean of the shares that count.
   *
   * @throws org.ravel.error.TrainingException if none does
   */
  ModelState mean() {
    ModelState mean = tree.mean();
    if (mean == null) {
      throw divergence.ofAllWorkers(round);
    }
    return mean;
  }

  /** What each worker keeps after the round. */
  List<WorkerState> workers() {
    return List.copyOf(workers);
  }

  /** Sums in the order of the workers. */
  RoundResult result(RoundTiming times) {
    double nats = 0;
    long tokens = 0;
    List<Double> speeds = new ArrayList<>();
    List<Integer> skipped = new ArrayList<>();
    for (WorkerResult share : shares.values()) {
      if (share.finite()) {
        nats += share.nats();
        tokens += share.tokens();
      } else {
        skipped.add(share.worker());
      }
      speeds.add(share.tokens() / share.computeSeconds());
    }
    return new RoundResult(nats, tokens, Optional.of(times), speeds, skipped);
  }
}
