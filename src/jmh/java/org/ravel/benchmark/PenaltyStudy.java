package org.ravel.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ravel.benchmark.LossPenalty.Trial;

/**
 * The trainings of the loss penalty. Settings are system properties: {@code corpus} (a text);
 * {@code cells}, {@code workers}, {@code periods}, {@code outers}, {@code rates}, {@code seeds}
 * (lists with commas); and {@code minibatch}: {@code each} for as many sequences in every worker's
 * minibatch, which makes updates fewer, {@code shared} for as many in all workers' together, which
 * does not.
 */
final class PenaltyStudy {
  private final LossPenalty penalty;
  private final AveragingBenchmark result;
  private final boolean quick = Boolean.getBoolean("quick");
  private final boolean shared = System.getProperty("minibatch", "each").equals("shared");
  private final int hidden = quick ? 64 : 256;
  private final int epochs = quick ? 1 : 5;

  PenaltyStudy(Trainings trainings, AveragingBenchmark result) {
    String corpus = System.getProperty("corpus", "data-samples/sentences.txt");
    this.penalty = new LossPenalty(trainings, Path.of(corpus));
    this.result = result;
  }

  void measure() throws IOException {
    for (String cell : Options.list("cells", quick ? "lstm" : "lstm,gru")) {
      for (String seed : Options.list("seeds", "1")) {
        measure(cell, Integer.parseInt(seed));
      }
      PenaltyChart.write(
          cell,
          result.measurements().stream()
              .filter(m -> m.part().equals("penalty") && m.cell().equals(cell))
              .filter(m -> m.hidden() == hidden && m.epochs() == epochs)
              .toList(),
          AveragingBenchmark.RESULT.resolveSibling("averaging-%s.svg".formatted(cell)));
    }
  }

  private void measure(String cell, int seed) throws IOException {
    double alone = Double.POSITIVE_INFINITY;
    for (String rate : rates()) {
      alone = Math.min(alone, loss(trial(cell, 1, 32, "plain", rate, seed), null));
    }
    for (String period : Options.list("periods", quick ? "8" : "1,8,32,128")) {
      for (String workers : Options.list("workers", quick ? "1,4" : "1,2,4,8,16")) {
        for (String outer : Options.list("outers", "plain,bmuf,diloco")) {
          for (String rate : rates()) {
            int number = Integer.parseInt(workers);
            if (number > 1) {
              loss(trial(cell, number, Integer.parseInt(period), outer, rate, seed), alone);
            }
          }
        }
      }
    }
  }

  private Trial trial(String cell, int workers, int period, String outer, String rate, int seed) {
    int minibatch = shared ? Trial.MINIBATCH / workers : Trial.MINIBATCH;
    if (minibatch == 0) {
      throw new IllegalArgumentException(
          "workers has %d, but minibatch=shared divides %d sequences; name fewer"
              .formatted(workers, Trial.MINIBATCH));
    }
    return new Trial(
        cell, hidden, epochs, workers, period, outer, minibatch, Double.parseDouble(rate), seed);
  }

  /**
   * Of a training that was done before, or is done now.
   *
   * @param alone the loss with one worker; null where this is the one
   */
  private double loss(Trial trial, Double alone) throws IOException {
    Optional<AveragingMeasurement> before =
        result.measurements().stream().filter(measurement -> measurement.isOf(trial)).findFirst();
    if (before.isPresent()) {
      return before.get().validationLoss();
    }
    Trainings.Outcome outcome = penalty.train(trial);
    double loss = outcome.validationLoss().orElseThrow();
    result.record(
        AveragingMeasurement.penalty(
            trial, outcome.parameters(), loss, alone == null ? null : loss / alone - 1));
    return loss;
  }

  private static List<String> rates() {
    return Options.list("rates", "0.003");
  }
}
