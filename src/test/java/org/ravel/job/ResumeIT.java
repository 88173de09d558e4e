package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.lock.Lease;
import org.ravel.lock.Lock;
import org.ravel.model.ModelStore;
import org.ravel.storage.Storage;
import org.ravel.testing.ExecutorProcesses;
import org.ravel.testing.Folders;
import org.ravel.testing.SparkFixture;
import org.ravel.training.checkpoint.CheckpointFolder;

/**
 * Trainings in processes of their own, which are stopped and killed, and go on. System properties
 * make the kills more: {@code ravel.test.kills} of the driver, {@code ravel.test.executor-kills} of
 * executors, {@code ravel.test.seed} to have the same ones again.
 */
class ResumeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KILLS = Integer.getInteger("ravel.test.kills", 1);
  private static final int EXECUTOR_KILLS = Integer.getInteger("ravel.test.executor-kills", 1);

  /** Executors killed in one start of the driver, at most: starting them takes longest. */
  private static final int TOGETHER = 3;

  private static final long SEED = Long.getLong("ravel.test.seed", new Random().nextLong());

  @TempDir static Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("data-samples/sentences.txt"))) {
      Files.write(folder.resolve("corpus.txt"), lines.limit(150).toList());
    }
    run("prepare", "shards");
  }

  /**
   * The driver is killed while it starts or anywhere in the rounds; some of the starts, and a
   * single one, are on executors of their own, one of which is killed first.
   */
  @Test
  void driversAndExecutorsThatAreKilledAtRandomComeToTheSameBits() throws Exception {
    Random random = new Random(SEED);
    String epochs = "training.epochs=" + Math.max(5, KILLS * 2 / 3);
    run("train", "calm", epochs);
    int rounds = losses("calm").size();
    int executorsKilled = 0;
    int every = KILLS / Math.max(1, (EXECUTOR_KILLS + TOGETHER - 1) / TOGETHER);
    for (int kill = 1; kill <= KILLS; kill++) {
      int executors = kill % every == 0 ? Math.min(TOGETHER, EXECUTOR_KILLS - executorsKilled) : 0;
      int before = lines("killed");
      Process process = start(executors > 0, "train", "killed", epochs);
      for (int i = 0; i < executors; i++) {
        executorsKilled += killExecutor(process, before, random);
        before = lines("killed");
      }
      if (executors == 0) {
        awaitAnyMoment(process, before, rounds, random);
      } else {
        Thread.sleep(random.nextInt(100));
      }
      assertThat(process.isAlive())
          .as("kill %d of %d, seed %d: %s", kill, KILLS, SEED, log("killed"))
          .isTrue();
      process.destroyForcibly().waitFor();
      System.out.printf("kill %d after %d lines of metrics%n", kill, lines("killed"));
    }
    run("train", "killed", epochs);
    assertThat(executorsKilled).as("seed %d", SEED).isEqualTo(EXECUTOR_KILLS);
    assertThat(losses("killed")).as("seed %d", SEED).isEqualTo(losses("calm"));
    assertThat(parameters("killed")).as("seed %d", SEED).isEqualTo(parameters("calm"));
    assertThat(Folders.hidden(folder.resolve("killed"))).as("left behind, seed %d", SEED).isEmpty();
    assertThat(run("train", "killed", epochs).err()).contains("is finished");
    System.out.printf(
        "%d kills of the driver, %d of executors, %d rounds, seed %d: the same bits%n",
        KILLS, executorsKilled, rounds, SEED);
  }

  /** While the driver starts, or up to a share of the rounds further on. */
  private static void awaitAnyMoment(Process process, int lines, int rounds, Random random)
      throws Exception {
    if (random.nextInt(5) == 0) {
      process.waitFor(random.nextInt(4000), TimeUnit.MILLISECONDS);
    } else {
      await(process, lines + 1 + random.nextInt(Math.max(1, rounds / (2 * KILLS))));
      Thread.sleep(random.nextInt(100));
    }
  }

  /** Kills one in a round, and waits until the training has gone on. */
  private static int killExecutor(Process driver, int lines, Random random) throws Exception {
    await(driver, lines + 1 + random.nextInt(2));
    Thread.sleep(random.nextInt(100));
    List<ProcessHandle> executors = ExecutorProcesses.of(driver.toHandle());
    assertThat(executors).as("seed %d: %s", SEED, log("killed")).isNotEmpty();
    executors.get(random.nextInt(executors.size())).destroyForcibly();
    await(driver, lines("killed") + 2);
    return 1;
  }

  private static void await(Process process, int lines) throws Exception {
    while (process.isAlive() && lines("killed") < lines) {
      Thread.sleep(5);
    }
  }

  /** Ctrl-C, and in the next test SIGTERM: one way through the code, and two exit codes. */
  @Test
  void twoTrainingsInOneFolderAreRefused() {
    org.apache.hadoop.fs.Path lock =
        new org.apache.hadoop.fs.Path(folder.resolve("two/training/lock").toUri());
    Storage storage = new Storage(new Configuration());
    try (Lease other =
        new Lock(storage, "training.path", lock, Duration.ofMinutes(2), told -> {}).acquire("it")) {
      Execution second = Execution.of(Execution.with(List.of("train"), settings("two")));
      assertThat(second.exitCode()).isEqualTo(75);
      assertThat(second.err())
          .contains("two/training/lock is held by it, process", "run the command");
      other.requireHeld();
      assertThat(Folders.names(folder.resolve("two"))).containsExactly("training");
    }
    assertThat(Folders.names(folder.resolve("two/training"))).containsExactly("lock");
  }

  @Test
  void aSignalToStopWritesACheckpointFirst() throws Exception {
    Process process = start(false, "train", "stopped", "training.checkpoint.every-rounds=0");
    while (process.isAlive() && lines("stopped") < 2) {
      Thread.sleep(5);
    }
    assumeFalse(ignoresInterrupts(process), "this process was started in the background");
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(log("stopped")).isEqualTo(130);
    assertThat(log("stopped"))
        .contains(
            "stopping after this round; a checkpoint will be written; a second signal ends it",
            "stopped by a signal after round",
            "the same command resumes there")
        .doesNotContain("error: ");
    int done = losses("stopped").size();
    assertThat(folder.resolve("stopped/training/checkpoints/round-%012d".formatted(done))).exists();
    assertThat(run("train", "stopped", "training.checkpoint.every-rounds=0").err())
        .contains("resuming after round " + done);
  }

  /** Shells start what they do not wait for without Ctrl-C, and so do such processes theirs. */
  private static boolean ignoresInterrupts(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      String ignored = lines.filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow();
      return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & 2) != 0;
    }
  }

  /** Rounds of a second or so, and a signal in the middle of one. */
  @Test
  void aSecondSignalEndsTheProcessAtOnce() throws Exception {
    Process process =
        start(
            false,
            "train",
            "ended",
            "model.hidden-size=700",
            "training.epochs=50",
            "training.checkpoint.every-rounds=1");
    while (process.isAlive() && lines("ended") < 2) {
      Thread.sleep(5);
    }
    process.destroy();
    while (process.isAlive() && !log("ended").contains("stopping after this round")) {
      Thread.sleep(1);
    }
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(log("ended")).isEqualTo(143);
    assertThat(log("ended")).contains("stopping at once; the last checkpoint stays");
    CheckpointFolder checkpoints =
        new CheckpointFolder(
            new Storage(new Configuration()),
            new org.apache.hadoop.fs.Path(folder.resolve("ended/training/checkpoints").toUri()),
            ConfigLoader.load("test", "", Map.of()).values().training().checkpoint());
    // Of the last round that was told of, or of one that was not told of any more.
    assertThat(checkpoints.rounds().orElseThrow()).isGreaterThanOrEqualTo(1);
  }

  /** A command in this process. */
  private static Execution run(String command, String name, String... settings) {
    Execution execution = Execution.of(Execution.with(List.of(command), settings(name, settings)));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private Process start(boolean executors, String command, String name, String... settings)
      throws IOException {
    return RavelProcess.start(
        folder.resolve(name + ".log"),
        executors ? "local-cluster[2,1,1024]" : "local[2]",
        executors ? SparkFixture.executorSettings() : Map.of(),
        Execution.with(List.of(command), settings(name, settings)));
  }

  private static String[] settings(String name, String... further) {
    Map<String, String> all = new LinkedHashMap<>();
    Stream.concat(
            Stream.of(
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
                "output=" + folder.resolve(name).toUri()),
            Stream.of(further))
        .forEach(setting -> all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]));
    return all.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }

  private static String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private static Path metrics(String name) {
    return folder.resolve(name).resolve("training/metrics.jsonl");
  }

  private static int lines(String name) throws IOException {
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

  private float[] parameters(String name) {
    org.apache.hadoop.fs.Path model =
        new org.apache.hadoop.fs.Path(folder.resolve(name).resolve("model").toUri());
    return new ModelStore(new Storage(new Configuration())).load(model).network().parameters();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
