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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ravel.benchmark.LossPenalty.Trial;

/**
 * Measures parameter averaging. Settings are system properties: {@code parts} (overhead, scaling,
 * epoch, penalty), {@code corpus} (a text, for penalty), {@code cells}, {@code workers}, {@code
 * periods}, {@code outers} (lists with commas), {@code turns}, {@code quick}.
 *
 * <p>The result is written after each measurement, and what it has of the penalty is not trained
 * again.
 */
public final class AveragingBenchmark {
  private static final Path RESULT = Path.of("target", "benchmark", "averaging.json");
  private static final int CORES = 2;

  private final ObjectMapper json =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final boolean quick = Boolean.getBoolean("quick");
  private final int turns = Integer.getInteger("turns", quick ? 1 : 3);
  private final Trainings trainings;
  private final List<AveragingMeasurement> measurements;

  private AveragingBenchmark(Trainings trainings) throws IOException {
    this.trainings = trainings;
    this.measurements =
        Files.exists(RESULT)
            ? new ArrayList<>(
                json.readValue(
                    RESULT.toFile(), new TypeReference<List<AveragingMeasurement>>() {}))
            : new ArrayList<>();
  }

  /** Measures all that the settings name. */
  public static void main(String[] arguments) throws IOException {
    try (Trainings trainings = new Trainings(CORES, Path.of("target", "benchmark", "averaging"))) {
      var benchmark = new AveragingBenchmark(trainings);
      for (String part : list("parts", "overhead,scaling,epoch,penalty")) {
        benchmark.measure(part);
      }
    }
  }

  private void measure(String part) throws IOException {
    if (!part.equals("penalty")) {
      measurements.removeIf(measurement -> measurement.part().equals(part));
    }
    switch (part) {
      case "overhead" -> overhead();
      case "scaling" -> record(new WorkerScaling(trainings, turns).measure(256));
      case "epoch" -> recordAll(new EpochTime(trainings, turns).measure());
      case "penalty" -> penalty();
      default ->
          throw new IllegalArgumentException(
              "parts has %s but knows overhead, scaling, epoch and penalty".formatted(part));
    }
  }

  /** Networks of 30 thousand, 1 million and 10 million parameters. */
  private void overhead() throws IOException {
    recordAll(new RoundOverhead(trainings, turns, quick ? 100 : 200).measure(54));
    recordAll(new RoundOverhead(trainings, turns, quick ? 10 : 20).measure(346));
    recordAll(new RoundOverhead(trainings, turns, quick ? 4 : 8).measure(1110));
  }

  private void penalty() throws IOException {
    String corpus = System.getProperty("corpus", "data-samples/sentences.txt");
    var study = new LossPenalty(trainings, Path.of(corpus));
    int hidden = quick ? 64 : 256;
    int epochs = quick ? 1 : 5;
    for (String cell : list("cells", quick ? "lstm" : "lstm,gru")) {
      for (String period : list("periods", quick ? "8" : "1,8,32,128")) {
        for (String workers : list("workers", quick ? "1,4" : "1,2,4,8,16")) {
          for (String outer : list("outers", "plain,bmuf,diloco")) {
            penalty(
                study,
                new Trial(
                    cell,
                    hidden,
                    epochs,
                    Integer.parseInt(workers),
                    Integer.parseInt(period),
                    outer));
          }
        }
      }
      PenaltyChart.write(
          cell,
          measurements.stream()
              .filter(m -> m.part().equals("penalty") && m.cell().equals(cell))
              .filter(m -> m.hidden() == hidden && m.epochs() == epochs)
              .toList(),
          RESULT.resolveSibling("averaging-%s.png".formatted(cell)));
    }
  }

  private void penalty(LossPenalty study, Trial trial) throws IOException {
    if (trial.workers() == 1) {
      aloneLoss(study, trial);
    } else if (measured(trial).isEmpty()) {
      double alone = aloneLoss(study, trial);
      Trainings.Outcome outcome = study.train(trial);
      double loss = outcome.validationLoss().orElseThrow();
      record(
          AveragingMeasurement.penalty(trial, outcome.parameters(), loss, loss / alone - 1));
    }
  }

  private double aloneLoss(LossPenalty study, Trial trial) throws IOException {
    if (measured(trial.alone()).isEmpty()) {
      Trainings.Outcome outcome = study.train(trial.alone());
      record(
          AveragingMeasurement.penalty(
              trial.alone(), outcome.parameters(), outcome.validationLoss().orElseThrow(), 0));
    }
    return measured(trial.alone()).orElseThrow().validationLoss();
  }

  private Optional<AveragingMeasurement> measured(Trial trial) {
    return measurements.stream().filter(measurement -> measurement.isOf(trial)).findFirst();
  }

  private void recordAll(List<AveragingMeasurement> all) throws IOException {
    for (AveragingMeasurement measurement : all) {
      record(measurement);
    }
  }

  private void record(AveragingMeasurement measurement) throws IOException {
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
            figure("  %.2f s an epoch", m.seconds()),
            figure("  validation loss %.4f", m.validationLoss()),
            figure("  (%+.2f %%)", m.lossIncrease() == null ? null : 100 * m.lossIncrease()),
            figure("  speed-up %.2f", m.speedup()))
        .collect(Collectors.joining());
  }

  private static String figure(String format, Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }

  private static List<String> list(String property, String all) {
    return List.of(System.getProperty(property, all).split(","));
  }
}
