package org.ravel.training.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.WorkerResult;

/** Collects the results of a round's workers, in any order; their states are merged elsewhere. */
final class RoundAggregation {
  private final PlannedRound round;
  private final Divergence divergence;
  private final boolean skips;
  private final List<WorkerState> workers;
  private final Set<Integer> missing = new TreeSet<>();
  private final TreeMap<Integer, WorkerResult> results = new TreeMap<>();

  /**
   * An aggregation without results.
   *
   * @param before what the workers kept before the round
   * @param divergence how the training ends where a result is not finite
   * @param skips whether such a result is left out instead
   */
  RoundAggregation(
      PlannedRound round, List<WorkerState> before, Divergence divergence, boolean skips) {
    this.round = round;
    this.divergence = divergence;
    this.skips = skips;
    this.workers = new ArrayList<>(before);
    IntStream.range(0, round.workers()).forEach(i -> missing.add(round.firstWorker() + i));
  }

  boolean isComplete() {
    return missing.isEmpty();
  }

  /** Workers whose result is still missing. */
  Set<Integer> missing() {
    return Set.copyOf(missing);
  }

  /**
   * Adds a result.
   *
   * @param own what the worker keeps for itself
   * @param files shard files that its sequences are from
   * @throws org.ravel.error.TrainingException if it is not finite and not to be left out
   */
  void add(WorkerResult result, WorkerState own, Supplier<List<String>> files) {
    if (!result.finite() && !skips) {
      throw divergence.of(result, files.get(), round);
    }
    workers.set(result.worker(), result.finite() ? own : workers.get(result.worker()).atStart());
    missing.remove(result.worker());
    results.put(result.worker(), result.withoutStates());
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
    for (WorkerResult result : results.values()) {
      if (result.finite()) {
        nats += result.nats();
        tokens += result.tokens();
      } else {
        skipped.add(result.worker());
      }
      speeds.add(result.tokens() / result.computeSeconds());
    }
    return new RoundResult(nats, tokens, Optional.of(times), speeds, skipped);
  }
}
