package org.ravel.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures parameter averaging. Settings are system properties: {@code parts} (overhead, reduction,
 * scaling, epoch, penalty), {@code turns}, {@code quick}, and those of {@link PenaltyStudy}.
 *
 * <p>The result is written after each measurement, and what it has of the penalty is not trained
 * again.
 */
public final class AveragingBenchmark {
  static final Path RESULT = Path.of("target", "benchmark", "averaging.json");
  private static final int CORES = 2;

  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final boolean quick = Boolean.getBoolean("quick");
  private final int turns = Integer.getInteger("turns", quick ? 1 : 3);
  private final Trainings trainings;
  private final List<AveragingMeasurement> measurements;

  private AveragingBenchmark(Trainings trainings) throws IOException {
    this.trainings = trainings;
    this.measurements =
        Files.exists(RESULT)
            ? new ArrayList<>(
                json.readValue(RESULT.toFile(), new TypeReference<List<AveragingMeasurement>>() {}))
            : new ArrayList<>();
  }

  /** Measures all that the settings name. */
  public static void main(String[] arguments) throws IOException {
    Path work = Path.of("target", "benchmark", "averaging");
    for (String part : Options.list("parts", "overhead,reduction,scaling,epoch,penalty")) {
      try (Trainings trainings =
          part.equals("reduction")
              ? ReductionTime.trainings(work)
              : new Trainings("local[%d]".formatted(CORES), Map.of(), work)) {
        new AveragingBenchmark(trainings).measure(part);
      }
    }
  }

  private void measure(String part) throws IOException {
    if (!part.equals("penalty")) {
      measurements.removeIf(measurement -> measurement.part().equals(part));
    }
    switch (part) {
      case "overhead" -> overhead();
      case "reduction" -> new ReductionTime(trainings, quick ? 2 : 5).measure(this);
      case "scaling" -> record(new WorkerScaling(trainings, turns).measure(256));
      case "epoch" -> recordAll(new EpochTime(trainings, turns).measure());
      case "penalty" -> new PenaltyStudy(trainings, this).measure();
      default ->
          throw new IllegalArgumentException(
              "parts has %s but knows overhead, reduction, scaling, epoch and penalty"
                  .formatted(part));
    }
  }

  /** Networks of 30 thousand, 1 million and 10 million parameters. */
  private void overhead() throws IOException {
    recordAll(new RoundOverhead(trainings, turns, quick ? 100 : 200).measure(54));
    recordAll(new RoundOverhead(trainings, turns, quick ? 10 : 20).measure(346));
    recordAll(new RoundOverhead(trainings, turns, quick ? 4 : 8).measure(1110));
  }

  private void recordAll(List<AveragingMeasurement> all) throws IOException {
    for (AveragingMeasurement measurement : all) {
      record(measurement);
    }
  }

  /** Of the result of this run and, for the penalty, of those before. */
  List<AveragingMeasurement> measurements() {
    return List.copyOf(measurements);
  }

  void record(AveragingMeasurement measurement) throws IOException {
    measurements.add(measurement);
    Files.createDirectories(RESULT.getParent());
    json.writeValue(RESULT.toFile(), measurements);
    System.out.println(line(measurement));
  }

  private static String line(AveragingMeasurement m) {
    return Stream.of(
            "%-8s %-14s %-4s %,10d parameters  workers %2d  period %3d  %-6s"
                .formatted(
                    m.part(),
                    m.engine(),
                    m.cell(),
                    m.parameters(),
                    m.workers(),
                    m.period(),
                    m.outer()),
            figure("  overhead %.4f s a round", m.overheadSecondsPerRound()),
            m.reduction() == null
                ? ""
                : "  on %-9s  %,13d bytes and %.2f s through the driver, %.1f s of processors"
                    .formatted(m.reduction(), m.driverBytes(), m.driverSeconds(), m.cpuSeconds()),
            figure("  %.2f s an epoch", m.seconds()),
            figure("  rate %.4f", m.learningRate()),
            m.minibatch() == null ? "" : "  minibatch %2d".formatted(m.minibatch()),
            figure("  validation loss %.4f", m.validationLoss()),
            figure("  (%+.2f %%)", m.lossIncrease() == null ? null : 100 * m.lossIncrease()),
            figure("  speed-up %.2f", m.speedup()))
        .collect(Collectors.joining());
  }

  private static String figure(String format, Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }
}
