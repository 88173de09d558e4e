package org.ravel.training.round;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ravel.training.worker.WorkerResult;

/** Where a round's wall time goes. */
public final class RoundClock {
  private final long began = System.nanoTime();
  private double sendSeconds;
  private double jobSeconds;
  private double mergeSeconds;
  private long sentBytes;
  private long receivedBytes;
  private Path longest = new Path(0, 0, 0);
  private long mark = began;

  /**
   * The round's start is on its way to the workers.
   *
   * @param bytes of it
   */
  void sent(long bytes) {
    sendSeconds += lap();
    sentBytes += bytes;
  }

  /** The driver has received so many bytes. */
  void received(long bytes) {
    receivedBytes += bytes;
  }

  /** A job is over. */
  void ran(List<WorkerResult> shares) {
    jobSeconds += lap();
    Map<String, List<WorkerResult>> bySlot =
        shares.stream().collect(Collectors.groupingBy(WorkerResult::slot));
    longest =
        longest.plus(
            bySlot.values().stream()
                .map(Path::of)
                .max(Comparator.comparingDouble(Path::seconds))
                .orElse(new Path(0, 0, 0)));
  }

  /** Slices were merged in the last job, side by side. */
  void merged(List<MergedSlice> slices) {
    mergeSeconds += slices.stream().mapToDouble(MergedSlice::seconds).max().orElse(0);
  }

  /** At the round's end. */
  public RoundTiming timing() {
    double all = (System.nanoTime() - began) / 1e9;
    double driver = all - jobSeconds;
    return new RoundTiming(
        sendSeconds,
        longest.load(),
        longest.compute(),
        longest.unload(),
        driver - sendSeconds + mergeSeconds,
        Math.max(0, jobSeconds - longest.seconds() - mergeSeconds),
        new DriverTraffic(sentBytes, receivedBytes, driver));
  }

  private double lap() {
    long now = System.nanoTime();
    double seconds = (now - mark) / 1e9;
    mark = now;
    return seconds;
  }

  /** What one core did in a job, in seconds. */
  private record Path(double load, double compute, double unload) {

    static Path of(Collection<WorkerResult> shares) {
      return shares.stream()
          .map(s -> new Path(s.loadSeconds(), s.computeSeconds(), s.unloadSeconds()))
          .reduce(new Path(0, 0, 0), Path::plus);
    }

    Path plus(Path other) {
      return new Path(load + other.load, compute + other.compute, unload + other.unload);
    }

    double seconds() {
      return load + compute + unload;
    }
  }
}
