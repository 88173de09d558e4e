package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.model.ModelStore;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/** The same command each night, through the argument parser, on HDFS; and one that is killed. */
@ExtendWith(Example.Resolver.class)
class IncrementalIT {
  private final Example example;
  private final Storage storage = new Storage(new Configuration());

  @TempDir java.nio.file.Path folder;

  IncrementalIT(Example example) {
    this.example = example;
  }

  @Test
  void theSameCommandEachNight() throws IOException {
    List<String> lines = example.text("/corpus/sentences.txt").lines().toList();
    example.write("/nightly/input/day1.txt", String.join("\n", lines.subList(0, 120)) + "\n");
    assertThat(run("prepare").err()).contains("1 file new: ", "the shards are new");
    makeUnreadable(new Path("/nightly/input/day1.txt"));

    example.write("/nightly/input/day2.txt", String.join("\n", lines.subList(120, 200)) + "\n");
    String second = run("prepare").err();
    assertThat(second)
        .contains("1 file new: " + example.uri("/nightly/input/day2.txt"))
        .contains("added generation 2")
        .containsPattern(
            "new text: [0-9,]+ tokens, 0.[0-9]+ % unknown .0.00 % when .*, divergence 0.0")
        .doesNotContain("a rebuild is due");
    assertThat(run("prepare").err()).contains("there is nothing new");
    assertThat(shards().manifest().generations()).hasSize(2);

    run("train", "model.path=" + example.uri("/nightly/before"));
    assertThat(run("compact").err()).containsPattern("3 shard files now instead of [0-9]+");
    assertThat(shards().version()).isEqualTo(3);
    run(
        "train",
        "model.path=" + example.uri("/nightly/after"),
        "training.path=" + example.uri("/nightly/again"));
    assertThat(parameters("/nightly/after")).isEqualTo(parameters("/nightly/before"));
    // The first training goes on to its end with the version that it was begun with.
    run("train", "model.path=" + example.uri("/nightly/later"));
    assertThat(parameters("/nightly/later")).isEqualTo(parameters("/nightly/before"));
    assertThat(run("compact").err()).contains("there is nothing to merge: 3 shard files");
    assertThat(example.listing("/nightly").keySet()).noneMatch(path -> path.contains("staging"));
  }

  private Execution run(String command, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "corpus.input=" + example.uri("/nightly/input");
    all[settings.length + 1] = "training.epochs=1";
    List<String> arguments = example.arguments(command, "/nightly", all);
    if (command.equals("prepare")) {
      arguments.add("--incremental");
    }
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private ShardSet shards() {
    return ShardSet.open(storage, example.uri("/nightly/shards"));
  }

  /** To the last bit. */
  private float[] parameters(String model) {
    return new ModelStore(storage)
        .load(storage.qualified(example.uri(model)))
        .network()
        .parameters();
  }

  /** As long and as old as it was, with bytes that no text has. */
  private void makeUnreadable(Path file) throws IOException {
    FileStatus status = example.files().getFileStatus(file);
    byte[] bytes = new byte[(int) status.getLen()];
    Arrays.fill(bytes, (byte) 0xFF);
    example.write(file.toString(), bytes);
    example.files().setTimes(file, status.getModificationTime(), -1);
  }

  @Test
  void addingAndReplacingAtOnceIsRefused() {
    List<String> arguments = example.arguments("prepare", "/never");
    arguments.add("--incremental");
    arguments.add("--overwrite");
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).contains("give one of them");
  }

  @Test
  void ofManyWhoWantANameOnHdfsOneGetsIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    for (int round = 0; round < 5; round++) {
      Path target = storage.qualified(example.uri("/names/version-" + round));
      CyclicBarrier start = new CyclicBarrier(3);
      List<Future<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        attempts.add(
            threads.submit(
                () -> {
                  try (Staging staging = Staging.open(storage, target, false)) {
                    storage.writeText(new Path(staging.folder(), "manifest.json"), "{}");
                    start.await();
                    return staging.tryPublish();
                  }
                }));
      }
      int winners = 0;
      for (Future<Boolean> attempt : attempts) {
        winners += attempt.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
      assertThat(example.listing("/names/version-" + round).keySet())
          .containsExactly("manifest.json");
    }
    threads.shutdown();
    assertThat(example.listing("/names").keySet()).noneMatch(path -> path.contains("staging"));
  }

  @Test
  void aProcessThatIsKilledLeavesTheShardsAsTheyWere() throws Exception {
    java.nio.file.Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.writeString(corpus.resolve("day1.txt"), "the first night's text\n".repeat(50));
    assertThat(Execution.of(local()).exitCode()).isZero();
    ShardSet before = ShardSet.open(storage, folder.resolve("out/shards").toUri().toString());

    Files.writeString(corpus.resolve("day2.txt"), "the second night's text\n".repeat(50_000));
    Process process = start();
    while (process.isAlive() && remains().isEmpty()) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assertThat(remains()).as(Files.readString(folder.resolve("log"))).hasSize(1);
    ShardSet after = ShardSet.open(storage, folder.resolve("out/shards").toUri().toString());
    assertThat(after.digest()).isEqualTo(before.digest());
    Execution again = Execution.of(local());
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("added generation 2");
  }

  private List<String> remains() {
    String[] names =
        folder.resolve("out/shards").toFile().list((at, name) -> name.startsWith(".version-00002"));
    return List.of(names);
  }

  private List<String> local() {
    return Execution.with(
        new ArrayList<>(List.of("prepare", "--incremental")),
        "corpus.input=" + folder.resolve("corpus").toUri(),
        "corpus.chunk-size=64KiB",
        "output=" + folder.resolve("out").toUri());
  }

  private Process start() throws IOException {
    return RavelProcess.start(folder.resolve("log"), "local[1]", Map.of(), local());
  }
}
