package org.ravel.benchmark;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trains networks in PyTorch, each in a process of its own. */
final class PyTorchTrainingProcess {
  private final String classPath;

  PyTorchTrainingProcess(String classPath) {
    this.classPath = classPath;
  }

  /** Takes what a training comes to. */
  interface Losses {
    /**
     * An update is done.
     *
     * @param epochs done after it
     * @param nats summed over its targets
     */
    void updated(double epochs, double nats, long targets);

    /**
     * An epoch is done.
     *
     * @param epochs done
     * @param loss nats per target of the validation
     */
    void validated(double epochs, double loss);
  }

  /**
   * A network and its training.
   *
   * @param largestNorm of the gradient; 0 for any
   */
  record Settings(
      String cell,
      int embedding,
      int hidden,
      int layers,
      double dropout,
      double largestNorm,
      int epochs,
      long seed) {}

  /**
   * Trains.
   *
   * @param initial arrays of parameters to start from; none if they are to be drawn
   */
  void train(Settings settings, Minibatches minibatches, List<float[]> initial, Losses losses)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("minibatches", ".bin");
    try {
      minibatches.write(file, initial);
      JavaProcess.run(
          JavaProcess.command(
              classPath,
              "org.ravel.benchmark.pytorch.PyTorchTraining",
              file,
              settings.cell(),
              settings.embedding(),
              settings.hidden(),
              settings.layers(),
              settings.dropout(),
              settings.largestNorm(),
              settings.epochs(),
              settings.seed()),
          Redirect.INHERIT,
          line -> {
            String[] words = line.split(" ", 4);
            double epochs = Double.parseDouble(words[1]);
            double nats = Double.parseDouble(words[2]);
            if (words[0].equals("training")) {
              losses.updated(epochs, nats, Long.parseLong(words[3]));
            } else {
              losses.validated(epochs, nats);
            }
          });
    } finally {
      Files.delete(file);
    }
  }
}
