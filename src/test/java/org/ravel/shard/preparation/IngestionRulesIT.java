package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.Sequence;
import org.ravel.shard.preparation.IngestionResult.Outcome;
import org.ravel.shard.version.Compaction;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** What is refused, what stays, and who wins. */
class IngestionRulesIT {
  @TempDir Path folder;

  private PreparedCorpus prepared;

  @BeforeEach
  void aFirstGeneration() throws IOException {
    put("first.txt", "the quick brown fox jumps over the lazy dog.\n".repeat(40));
    prepared =
        new PreparedCorpus(folder.resolve("corpus"), folder.resolve("shards"))
            .set("corpus.chunk-size", 400)
            .set("split.test", 0.25)
            .set("vocabulary.max-size", 25);
    prepared.ingest(SparkFixture.session());
  }

  private void put(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("corpus"));
    Files.writeString(folder.resolve("corpus").resolve(name), text);
  }

  private IngestionResult ingest() {
    return prepared.ingest(SparkFixture.session());
  }

  /** Runs something that must be refused and leave everything as it was. */
  private void requireRefused(Class<? extends Exception> type, String... parts) throws IOException {
    Map<String, String> before = files();
    assertThatThrownBy(this::ingest).isInstanceOf(type).hasMessageContainingAll(parts);
    assertThat(files()).isEqualTo(before);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder.resolve("shards"))) {
      for (Path path : paths.toList()) {
        files.put(
            path.toString(), Files.isDirectory(path) ? "folder" : PreparedCorpus.sha256(path));
      }
    }
    return files;
  }

  @Test
  void aChangedFileIsRefusedOrAddedOrIgnored() throws IOException {
    put("first.txt", "another text of the same name, and a longer one than it was.\n".repeat(40));
    requireRefused(
        InputException.class,
        "1 file that was read before has another content now: ",
        "first.txt",
        "put new text into new files",
        "prepare.changed-files");
    prepared.set("prepare.changed-files", "ignore");
    IngestionResult ignored = ingest();
    assertThat(ignored.outcome()).isEqualTo(Outcome.NOTHING_NEW);
    assertThat(ignored.changes().changed()).hasSize(1);
    prepared.set("prepare.changed-files", "add");
    IngestionResult added = ingest();
    assertThat(added.outcome()).isEqualTo(Outcome.ADDED);
    assertThat(added.manifest().sources())
        .extracting(Manifest.Source::name)
        .containsExactly("first.txt", "first.txt");
    assertThat(added.manifest().generations().get(1).splits().get(Split.TRAIN).tokens())
        .isEqualTo(Math.round(61 * 40 * 0.7));
    assertThat(ingest().outcome()).isEqualTo(Outcome.NOTHING_NEW);
  }

  @Test
  void textWithoutATargetWaitsForTheNext() throws IOException {
    put("second.txt", "q");
    Map<String, String> before = files();
    IngestionResult little = ingest();
    assertThat(little.outcome()).isEqualTo(Outcome.TOO_LITTLE);
    assertThat(little.changes().added()).hasSize(1);
    assertThat(little.manifest().generations()).hasSize(1);
    assertThat(ingest().outcome()).isEqualTo(Outcome.TOO_LITTLE);
    assertThat(files()).isEqualTo(before);

    put("third.txt", "uick foxes.\n".repeat(20));
    IngestionResult added = ingest();
    assertThat(added.outcome()).isEqualTo(Outcome.ADDED);
    assertThat(added.manifest().sources())
        .extracting(Manifest.Source::name)
        .containsExactly("first.txt", "second.txt", "third.txt");
    assertThat(added.drift().tokens().tokens()).isEqualTo(1 + 12 * 20);
    assertThat(ingest().outcome()).isEqualTo(Outcome.NOTHING_NEW);
  }

  @Test
  void otherSettingsAreRefused() throws IOException {
    put("second.txt", "more text\n".repeat(40));
    prepared.set("shards.sequence-length", 5).set("corpus.documents", "line");
    requireRefused(
        ConfigurationException.class,
        "was made with other settings",
        "corpus.documents (none → line)",
        "shards.sequence-length (4 → 5)",
        "--overwrite instead of --incremental");
  }

  @Test
  void driftIsReportedOrRefusedOrAnswered() throws IOException {
    put("second.txt", "ΠΟΛΛΑ ΤΑ ΔΕΙΝΑ ΚΟΥΔΕΝ ΑΝΘΡΩΠΟΥ ΔΕΙΝΟΤΕΡΟΝ ΠΕΛΕΙ.\n".repeat(20));
    prepared.set("prepare.drift.action", "fail");
    requireRefused(
        InputException.class,
        "what is new is too far",
        "of its tokens are unknown, 0.1111 were",
        "max-unknown-increase is 0.02",
        "bits, and prepare.drift.max-divergence is 0.1",
        "look whether it is damaged");
    ShardSet before = prepared.open();
    prepared.set("prepare.drift.action", "report");
    IngestionResult reported = ingest();
    assertThat(reported.rebuildDue()).isTrue();
    assertThat(reported.exceeded()).hasSize(2);
    assertThat(reported.manifest().vocabularyDigest())
        .isEqualTo(before.manifest().vocabularyDigest());

    put("third.txt", "ΖΕΥΣ\n".repeat(100));
    prepared.set("prepare.drift.action", "rebuild");
    IngestionResult rebuilt = ingest();
    assertThat(rebuilt.outcome()).isEqualTo(Outcome.REBUILT);
    assertThat(rebuilt.rebuildDue()).isFalse();
    assertThat(rebuilt.manifest().generations()).hasSize(1);
    assertThat(rebuilt.manifest().sources()).hasSize(3);
    ShardSet now = prepared.open();
    assertThat(now.vocabulary().id("Π")).isPositive();
    assertThat(now.version()).isEqualTo(3);
    PreparedCorpus fromScratch =
        new PreparedCorpus(folder.resolve("corpus"), folder.resolve("again"))
            .set("corpus.chunk-size", 400)
            .set("split.test", 0.25)
            .set("vocabulary.max-size", 25);
    fromScratch.run(SparkFixture.session());
    IngestionIT.requireSame(
        IngestionIT.sequences(prepared, now),
        IngestionIT.sequences(fromScratch, fromScratch.open()),
        0);
    // Whoever reads the first version still can, and finds it by its digest.
    assertThat(prepared.sequences(before, before.split(Split.TRAIN))).isNotEmpty();
    assertThat(ShardSet.open(storage(), before.path().toString(), before.digest()).version())
        .isEqualTo(1);
    prepared.set("prepare.drift.action", "report");
    put("fourth.txt", "ΖΕΥΣ and the quick brown fox\n".repeat(40));
    assertThat(ingest().manifest().generations()).hasSize(2);
  }

  private static Storage storage() {
    return new Storage(new Configuration());
  }

  @Test
  void aFailureInTheMiddleAndAKilledRunLeaveTheShardsAsTheyWere() throws IOException {
    put("second.txt", "good text first, and then\n".repeat(60));
    byte[] damaged = Files.readAllBytes(folder.resolve("corpus/second.txt"));
    damaged[1400] = (byte) 0xFF;
    Files.write(folder.resolve("corpus/second.txt"), damaged);
    requireRefused(InputException.class, "second.txt is not UTF-8", "offset 1400");
    put("second.txt", "good text all through, to the end\n".repeat(60));
    // What a run leaves that is killed while it writes.
    Path remains = folder.resolve("shards/.version-00002-staging-1");
    Files.createDirectories(remains.resolve("train"));
    Files.writeString(remains.resolve("train/part-00000.parquet"), "half a file");
    Files.writeString(remains.resolve("manifest.json"), "{");
    assertThat(prepared.open().version()).isEqualTo(1);
    assertThat(ingest().version()).isEqualTo(2);
    prepared.compact(SparkFixture.session());
    assertThat(remains).as("too young to be removed").exists();
    assertThat(remains.toFile().setLastModified(1000)).isTrue();
    prepared.compact(SparkFixture.session());
    assertThat(remains).doesNotExist();
  }

  @Test
  void whoHasTheShardsOpenKeepsThem() throws IOException {
    ShardSet open = prepared.open();
    Map<Split, List<Sequence>> before = IngestionIT.sequences(prepared, open);
    put("second.txt", "more text for the next night\n".repeat(40));
    ingest();
    prepared.compact(SparkFixture.session());
    IngestionIT.requireSame(IngestionIT.sequences(prepared, open), before, 0);
    assertThat(prepared.open().version()).isEqualTo(3);
    ShardSet again = ShardSet.open(storage(), open.path().toString(), open.digest());
    IngestionIT.requireSame(IngestionIT.sequences(prepared, again), before, 0);
    assertThat(again.manifest()).isEqualTo(open.manifest());
    IngestionIT.requireSame(
        IngestionIT.sequences(prepared, prepared.open().firstGeneration()), before, 0);

    Compaction.Result dropped =
        prepared.set("compaction.keep-days", 0).compact(SparkFixture.session());
    assertThat(dropped.version()).isEqualTo(3);
    assertThat(dropped.removed()).isPositive();
    assertThatThrownBy(() -> IngestionIT.sequences(prepared, open))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> ShardSet.open(storage(), open.path().toString(), open.digest()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no version whose manifest has SHA-256 " + open.digest());
  }

  /** Both have the first version open before either can do anything on Spark. */
  @Test
  void ofTwoAtOnceOneWins() throws Exception {
    put("second.txt", "what both of them find\n".repeat(40));
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<IngestionResult>> runs = new ArrayList<>();
    Future<?> blocked;
    try {
      blocked = threads.submit(() -> spark.parallelize(List.of(1, 2), 2).foreach(new Wait()));
      Wait.RUNNING.await();
      for (int i = 0; i < 2; i++) {
        runs.add(threads.submit(this::ingest));
      }
      while (spark.statusTracker().getActiveJobIds().length < 3) {
        Thread.sleep(5);
      }
    } finally {
      Wait.END.countDown();
    }
    blocked.get();
    List<IngestionResult> results = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (Future<IngestionResult> run : runs) {
      try {
        results.add(run.get());
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      }
    }
    threads.shutdown();
    assertThat(results).hasSize(1);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has had a version 2 since this run began")
        .hasMessageContaining("run the command again");
    ShardSet shards = prepared.open();
    assertThat(shards.version()).isEqualTo(2);
    assertThat(shards.manifest()).isEqualTo(results.get(0).manifest());
    assertThat(IngestionIT.sequences(prepared, shards).get(Split.TRAIN)).isNotEmpty();
    assertThat(folder.resolve("shards").toFile().list((at, name) -> name.startsWith(".version")))
        .isEmpty();
    assertThat(ingest().outcome()).isEqualTo(Outcome.NOTHING_NEW);
  }

  /** Occupies a core until the test lets it go. */
  private static final class Wait implements VoidFunction<Integer> {
    private static final long serialVersionUID = 1L;
    static final CountDownLatch RUNNING = new CountDownLatch(2);
    static final CountDownLatch END = new CountDownLatch(1);

    @Override
    public void call(Integer part) throws InterruptedException {
      RUNNING.countDown();
      END.await();
    }
  }
}
