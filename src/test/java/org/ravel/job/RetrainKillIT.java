package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.model.ModelStore;
import org.ravel.registry.ModelReference;
import org.ravel.registry.Registry;
import org.ravel.storage.Storage;
import org.ravel.testing.Folders;

/** A run whose process is killed in one stage after another comes to what a calm one comes to. */
@Timeout(1200)
class RetrainKillIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storage storage = new Storage(new Configuration());

  @TempDir Path folder;

  @Test
  void killedInEachStageItComesToTheSame() throws Exception {
    write("night1.txt", 0, 80);
    assertThat(retrain("calm", "night1").exitCode()).isZero();
    copy(folder.resolve("calm"), folder.resolve("killed"));
    write("night2.txt", 80, 230);
    Execution calm = retrain("calm", "night2");
    assertThat(calm.exitCode()).as(calm.err()).isZero();

    Path root = folder.resolve("killed");
    Path run = root.resolve("registry/default/runs/night2");
    kill("added to the shards", root.resolve("shards/version-00002"));
    assertThat(champion("killed")).isEqualTo(1);
    kill("in the rounds", run.resolve("training/metrics.jsonl"));
    stop("in later rounds", run.resolve("training/checkpoints/round-000000000003"));
    kill("in the registry", root.resolve("registry/default/versions/000002"));
    Execution last = retrain("killed", "night2");
    assertThat(last.exitCode()).as(last.err()).isZero();

    assertThat(last.err()).contains("version 2 is the champion");
    assertThat(champion("killed")).isEqualTo(2);
    assertThat(parameters("killed")).isEqualTo(parameters("calm"));
    assertThat(new Registry(storage, uri("killed/registry"), "default").history()).hasSize(2);
    assertThat(comparisons("killed")).isEqualTo(comparisons("calm"));
    JsonNode report = read("killed", "report/report.json");
    assertThat(report.path("outcome").asText()).isEqualTo("PROMOTED");
    assertThat(report.path("notes").toString()).contains("the lock was taken over from night2");
    assertThat(Folders.hidden(run)).isEmpty();
  }

  /** Starts the run again and kills it as soon as there is a file. */
  private void kill(String when, Path file) throws Exception {
    Process process = start(when);
    await(process, when, file);
    process.destroyForcibly().waitFor();
  }

  /** Ends it politely instead: it writes a checkpoint, and releases the lock. */
  private void stop(String when, Path file) throws Exception {
    Process process = start(when);
    await(process, when, file);
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(log(when)).isEqualTo(143);
    assertThat(log(when))
        .contains("stopping as soon as the same command can resume")
        .containsPattern("\nstopped by a signal after round [0-9]+")
        .contains("the run night2 has ended in its stage train");
  }

  private void await(Process process, String when, Path file) throws Exception {
    while (!Files.exists(file)) {
      assertThat(process.isAlive()).as("%s: %s", when, log(when)).isTrue();
      Thread.sleep(1);
    }
  }

  private Process start(String name) throws IOException {
    Path log = folder.resolve(name + ".log");
    return RavelProcess.start(log, "local[2]", Map.of(), arguments("killed", "night2"));
  }

  private Execution retrain(String root, String id) {
    return Execution.of(arguments(root, id));
  }

  private List<String> arguments(String root, String id) {
    return Execution.with(
        new ArrayList<>(List.of("retrain", "--run-id", id)),
        "corpus.input=" + uri("input"),
        "corpus.documents=line",
        "split.by=documents",
        "split.test=0.3",
        "shards.sequence-length=8",
        "model.embedding-size=6",
        "model.hidden-size=10",
        "model.dropout=0.1",
        "averaging.period=8",
        "training.minibatch-size=8",
        "training.epochs=2",
        "training.checkpoint.every-rounds=1",
        "training.updater.learning-rate=0.01",
        "evaluation.minibatch-size=4",
        "evaluation.block-sequences=32",
        "retraining.gate.resamples=400",
        // Those that take a lock over wait for so long.
        "retraining.lock.lease-minutes=" + (root.equals("calm") ? 10 : 0.05),
        "output=" + uri(root));
  }

  private String uri(String path) {
    return folder.resolve(path).toUri().toString().replaceFirst("/$", "");
  }

  private int champion(String root) {
    return new Registry(storage, uri(root + "/registry"), "default").champion().orElseThrow();
  }

  /** To the last bit. */
  private float[] parameters(String root) {
    Registry registry = new Registry(storage, uri(root + "/registry"), "default");
    return new ModelStore(storage)
        .load(registry.folder(registry.resolve(ModelReference.of("default", 2))))
        .network()
        .parameters();
  }

  private String comparisons(String root) throws IOException {
    return read(root, "comparison.json").path("comparisons").toString();
  }

  private JsonNode read(String root, String file) throws IOException {
    return JSON.readTree(
        folder.resolve(root).resolve("registry/default/runs/night2").resolve(file).toFile());
  }

  private void write(String name, int from, int to) throws IOException {
    Path input = Files.createDirectories(folder.resolve("input"));
    try (Stream<String> lines = Files.lines(Path.of("data-samples/sentences.txt"))) {
      Files.write(input.resolve(name), lines.skip(from).limit(to - from).toList());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }
}
