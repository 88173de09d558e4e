package org.ravel.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.RavelConfig;
import org.ravel.kernel.NativeThreads;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.plot.Point;
import org.ravel.report.LearningPage;

/**
 * Trains the same networks in this project and in PyTorch, on the same minibatches in the same
 * order, with the same rule for each update, from random parameters of the same distributions.
 * Settings are system properties: {@code corpus} (a text), {@code pytorch.classpath}, {@code
 * cells}, {@code layers}, {@code dropouts}, {@code seeds} (lists with commas), and those of {@link
 * LearningTrial}.
 *
 * <p>The result is written after each training, as numbers and as a page, and what it has is not
 * trained again.
 */
public final class LearningBenchmark {
  private static final Path FOLDER = Path.of("target", "benchmark");
  private static final Path RESULT = FOLDER.resolve("learning.json");
  private static final Path PAGE = FOLDER.resolve("learning.html");

  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final Trainings trainings;
  private final Path corpus = Path.of(System.getProperty("corpus", "data-samples/sentences.txt"));
  private final List<LearningMeasurement> measurements;

  private LearningBenchmark(Trainings trainings) throws IOException {
    this.trainings = trainings;
    this.measurements =
        Files.exists(RESULT)
            ? new ArrayList<>(
                json.readValue(RESULT.toFile(), new TypeReference<List<LearningMeasurement>>() {}))
            : new ArrayList<>();
  }

  /** Trains all that the settings name. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    NativeThreads.single();
    try (Trainings trainings = new Trainings("local[1]", Map.of(), FOLDER.resolve("learning"))) {
      new LearningBenchmark(trainings).run();
    }
  }

  /** A seed for all networks before the next one: there is something to see early. */
  private void run() throws IOException, InterruptedException {
    for (String seed : Options.list("seeds", "1,2,3")) {
      for (String cell : Options.list("cells", "lstm,gru")) {
        for (String layers : Options.list("layers", "1")) {
          for (String dropout : Options.list("dropouts", "0")) {
            LearningTrial trial =
                LearningTrial.of(
                    corpus.getFileName().toString(),
                    cell,
                    Integer.parseInt(layers),
                    Double.parseDouble(dropout));
            train(trial, Long.parseLong(seed));
          }
        }
      }
    }
    writePage();
    System.out.println(PAGE);
  }

  private void train(LearningTrial trial, long seed) throws IOException, InterruptedException {
    Trainings.Prepared prepared = trainings.prepare(corpus, trial.settings(seed));
    if (isMissing(trial, "ravel", seed)) {
      record(inRavel(trial, seed, prepared));
    }
    if (isMissing(trial, "pytorch", seed)) {
      record(inPyTorch(trial, seed, prepared));
    }
  }

  private boolean isMissing(LearningTrial trial, String implementation, long seed) {
    return measurements.stream().noneMatch(m -> m.isOf(trial, implementation, seed));
  }

  private LearningMeasurement inRavel(LearningTrial trial, long seed, Trainings.Prepared prepared) {
    Trainings.Outcome outcome = trainings.train(prepared);
    LossMeans training = new LossMeans();
    outcome
        .rounds()
        .forEach(
            round -> training.add(round.epoch(), round.loss() * round.tokens(), round.tokens()));
    List<Point> validation =
        outcome.validations().stream()
            .map(measured -> new Point(measured.epoch(), measured.loss().orElseThrow()))
            .toList();
    return new LearningMeasurement(trial, "ravel", seed, training.points(), validation);
  }

  private LearningMeasurement inPyTorch(LearningTrial trial, long seed, Trainings.Prepared prepared)
      throws IOException, InterruptedException {
    LossMeans training = new LossMeans();
    List<Point> validation = new ArrayList<>();
    new PyTorchTrainingProcess(System.getProperty("pytorch.classpath"))
        .train(
            trial.inPyTorch(seed),
            PreparedMinibatches.of(prepared),
            trial.isShared() ? initial(trial, prepared) : List.of(),
            new PyTorchTrainingProcess.Losses() {
              @Override
              public void updated(double epochs, double nats, long targets) {
                training.add(epochs, nats, targets);
              }

              @Override
              public void validated(double epochs, double loss) {
                validation.add(new Point(epochs, loss));
              }
            });
    return new LearningMeasurement(trial, "pytorch", seed, training.points(), validation);
  }

  /** The parameters that Ravel starts from. */
  private static List<float[]> initial(LearningTrial trial, Trainings.Prepared prepared) {
    RavelConfig config = prepared.config();
    try (Network network =
        NetworkSpecification.ofText(
                config.model(),
                prepared.shards().vocabulary().size(),
                config.training(),
                new FixedSchedule(trial.learningRate()),
                config.seed())
            .build()) {
      return PyTorchParameters.of(
          network, LearningTrial.kernel(trial.cell()), trial.layers(), trial.hidden());
    }
  }

  private void record(LearningMeasurement measurement) throws IOException {
    measurements.add(measurement);
    Files.createDirectories(FOLDER);
    json.writeValue(RESULT.toFile(), measurements);
    writePage();
    LearningTrial trial = measurement.trial();
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s %s %s layers %d dropout %s seed %d %-7s validation %s",
            trial.corpus(),
            trial.tokenizer(),
            trial.cell(),
            trial.layers(),
            trial.dropout(),
            measurement.seed(),
            measurement.implementation(),
            measurement.validation().stream()
                .map(point -> String.format(Locale.ROOT, "%.4f", point.y()))
                .toList()));
  }

  private void writePage() throws IOException {
    Map<LearningTrial, List<LearningMeasurement>> trials = new LinkedHashMap<>();
    measurements.forEach(m -> trials.computeIfAbsent(m.trial(), trial -> new ArrayList<>()).add(m));
    Files.writeString(
        PAGE,
        LearningPage.of(
            trials.entrySet().stream()
                .map(
                    entry ->
                        new LearningPage.Comparison(
                            entry.getKey().corpus(),
                            entry.getKey().network(),
                            entry.getKey().dropout(),
                            entry.getKey().rule(),
                            curves(entry.getValue(), "ravel"),
                            curves(entry.getValue(), "pytorch")))
                .toList()));
  }

  private static LearningPage.Curves curves(List<LearningMeasurement> all, String implementation) {
    List<LearningMeasurement> own =
        all.stream().filter(m -> m.implementation().equals(implementation)).toList();
    return new LearningPage.Curves(
        own.stream().map(LearningMeasurement::training).toList(),
        own.stream().map(LearningMeasurement::validation).toList());
  }
}
