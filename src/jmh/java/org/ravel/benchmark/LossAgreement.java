package org.ravel.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.sequence.Batch;
import org.ravel.testing.PyTorchExample;

/**
 * Whether a small training has PyTorch's loss at each update. The first argument is PyTorch's class
 * path. PyTorch's losses are written to {@code target/benchmark}: a unit test has a copy of them.
 */
public final class LossAgreement {
  private static final double TOLERANCE = 5e-5;

  private LossAgreement() {}

  /** Compares all cells. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var pytorch = new PyTorchTrainingProcess(arguments[0]);
    List<String> lines = new ArrayList<>();
    double worst = 0;
    for (String cell : List.of("lstm", "gru", "elman")) {
      var example = new PyTorchExample(cell);
      List<Double> theirs = theirs(pytorch, example);
      double difference = difference(theirs, ours(example));
      System.out.printf(Locale.ROOT, "%-5s largest difference of a loss %.1e%n", cell, difference);
      worst = Math.max(worst, difference);
      lines.add(
          theirs.stream()
              .map(loss -> String.format(Locale.ROOT, "%.6f", loss))
              .collect(Collectors.joining(" ", cell + " ", "")));
    }
    Path folder = Files.createDirectories(Path.of("target", "benchmark"));
    Files.write(folder.resolve(PyTorchExample.LOSSES), lines);
    if (!(worst <= TOLERANCE)) {
      throw new IllegalStateException(
          "the largest difference of a loss is %.1e but must be at most %.0e"
              .formatted(worst, TOLERANCE));
    }
  }

  private static List<Double> theirs(PyTorchTrainingProcess pytorch, PyTorchExample example)
      throws IOException, InterruptedException {
    List<Double> losses = new ArrayList<>();
    List<Batch> batches = example.batches();
    List<float[]> initial;
    try (Network network = example.network()) {
      initial =
          PyTorchParameters.of(
              network,
              LearningTrial.kernel(example.cell()),
              PyTorchExample.LAYERS,
              PyTorchExample.HIDDEN);
    }
    pytorch.train(
        new PyTorchTrainingProcess.Settings(
            example.cell(),
            PyTorchExample.EMBEDDING,
            PyTorchExample.HIDDEN,
            PyTorchExample.LAYERS,
            0,
            PyTorchExample.LARGEST_NORM,
            1,
            1),
        new Minibatches(PyTorchExample.VOCABULARY, example.rates(), batches, List.of()),
        initial,
        new PyTorchTrainingProcess.Losses() {
          @Override
          public void updated(double epochs, double nats, long targets) {
            losses.add(nats / targets);
          }

          @Override
          public void validated(double epochs, double loss) {
            // There is no validation split.
          }
        });
    return losses;
  }

  private static List<Double> ours(PyTorchExample example) {
    List<Double> losses = new ArrayList<>();
    try (Network network = example.network()) {
      HiddenState state = network.start();
      for (Batch batch : example.batches()) {
        losses.add(network.train(batch, state) / batch.counted());
      }
    }
    return losses;
  }

  private static double difference(List<Double> a, List<Double> b) {
    double worst = 0;
    for (int i = 0; i < a.size(); i++) {
      worst = Math.max(worst, Math.abs(a.get(i) - b.get(i)));
    }
    return worst;
  }
}
