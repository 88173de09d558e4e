package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.model.ModelStore;
import org.ravel.storage.Storage;

/** Trainings in processes of their own, which are stopped and killed, and go on. */
class ResumeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KILLS = Integer.getInteger("ravel.test.kills", 3);

  @TempDir Path folder;

  @Test
  void aDriverThatIsKilledAtRandomComesToTheSameBits() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    prepare();
    assertThat(train("calm").waitFor()).isZero();
    int rounds = losses("calm").size();

    int kills = 0;
    while (kills < KILLS) {
      Process process = train("killed");
      // Anywhere between the start and so many rounds further on.
      int until = lines("killed") + random.nextInt(Math.max(2, rounds / KILLS));
      while (process.isAlive() && lines("killed") < until) {
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(300));
      if (!process.isAlive()) {
        break;
      }
      process.destroyForcibly().waitFor();
      kills++;
    }
    assertThat(kills).as("kills, seed %d", seed).isPositive();
    assertThat(train("killed").waitFor()).as("seed %d: %s", seed, log("killed")).isZero();
    assertThat(losses("killed")).as("seed %d", seed).isEqualTo(losses("calm"));
    assertThat(parameters("killed")).as("seed %d", seed).isEqualTo(parameters("calm"));
    assertThat(hidden("killed")).as("left behind, seed %d", seed).isEmpty();

    assertThat(train("killed").waitFor()).isZero();
    assertThat(log("killed")).contains("is finished");
  }

  @Test
  void aSignalToStopWritesACheckpointFirst() throws Exception {
    prepare();
    Process process = train("stopped", "training.checkpoint.every-rounds=0");
    while (process.isAlive() && lines("stopped") < 2) {
      Thread.sleep(5);
    }
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(log("stopped")).isEqualTo(1);
    assertThat(log("stopped"))
        .contains("stopped by a signal after round", "the same command goes on from there");
    int done = losses("stopped").size();
    assertThat(folder.resolve("stopped/training/checkpoints/round-%012d".formatted(done))).exists();
    assertThat(train("stopped", "training.checkpoint.every-rounds=0").waitFor()).isZero();
    assertThat(log("stopped")).contains("going on after round " + done);
  }

  private void prepare() throws Exception {
    Path corpus = folder.resolve("corpus.txt");
    try (Stream<String> lines = Files.lines(Path.of("data-samples/sentences.txt"))) {
      Files.write(corpus, lines.limit(150).toList());
    }
    assertThat(start("prepare", "shards").waitFor()).as(log("shards")).isZero();
  }

  private Process train(String name, String... settings) throws IOException {
    return start("train", name, settings);
  }

  private Process start(String command, String name, String... settings) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-XX:+I"))
        .forEach(line::add);
    line.addAll(
        List.of(
            "-Xmx1g",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.ravel.job.Main",
            command));
    List<String> all =
        new ArrayList<>(
            List.of(
                "corpus.input=" + folder.resolve("corpus.txt").toUri(),
                "corpus.documents=line",
                "split.by=documents",
                "shards.path=" + folder.resolve("shards/shards").toUri(),
                "shards.sequence-length=16",
                "model.embedding-size=8",
                "model.hidden-size=24",
                "model.dropout=0.2",
                "averaging.workers=3",
                "averaging.period=4",
                "averaging.updater-state=keep",
                "averaging.outer.step=diloco",
                "training.minibatch-size=4",
                "training.epochs=2",
                "training.validation.every-rounds=7",
                "training.checkpoint.every-rounds=2",
                "output=" + folder.resolve(name).toUri()));
    all.addAll(List.of(settings));
    List<String> arguments = Execution.with(line, all.toArray(String[]::new));
    File log = folder.resolve(name + ".log").toFile();
    ProcessBuilder process = new ProcessBuilder(arguments);
    process.environment().put("OMP_NUM_THREADS", "1");
    return process.redirectErrorStream(true).redirectOutput(log).start();
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private Path metrics(String name) {
    return folder.resolve(name).resolve("training/metrics.jsonl");
  }

  private int lines(String name) throws IOException {
    try (Stream<String> lines = Files.lines(metrics(name))) {
      return (int) lines.count();
    } catch (NoSuchFileException | UncheckedIOException notYet) {
      return 0;
    }
  }

  /** Of all rounds and validations, in the order of the file. */
  private List<Double> losses(String name) throws IOException {
    try (Stream<String> lines = Files.lines(metrics(name))) {
      return lines
          .map(ResumeIT::json)
          .filter(line -> line.get("event").asText().equals("round"))
          .map(line -> line.get("loss").asDouble())
          .toList();
    }
  }

  private INDArray parameters(String name) {
    org.apache.hadoop.fs.Path model =
        new org.apache.hadoop.fs.Path(folder.resolve(name).resolve("model").toUri());
    return new ModelStore(new Storage(new Configuration())).load(model).network().params();
  }

  private List<Path> hidden(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().endsWith(".crc"))
          .toList();
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
