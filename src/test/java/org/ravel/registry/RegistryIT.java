package org.ravel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.InputException;
import org.ravel.registry.Decision.Action;
import org.ravel.registry.Decision.Note;
import org.ravel.storage.Claim;
import org.ravel.storage.Storage;
import org.ravel.testing.HdfsFixture;

/** Many writers at a time, and writers that are killed. */
class RegistryIT {
  private static final int WRITERS = 5;
  private static final int PROCESSES = 2;
  private static final int MODELS = 3;

  private static HdfsFixture hdfs;

  @TempDir java.nio.file.Path local;

  private final Storage storage = new Storage(new Configuration());

  @BeforeAll
  static void start() {
    hdfs = HdfsFixture.shared();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writersAtOnceMakeOneRow(boolean onHdfs) {
    String root = onHdfs ? hdfs.uri("/registries/threads") : "file:" + local;
    List<Integer> versions = new ArrayList<>();
    atOnce(
        IntStream.range(0, WRITERS)
            .mapToObj(
                writer ->
                    (Runnable)
                        () -> RegistryWriter.write(root, "writer-" + writer, MODELS, add(versions)))
            .toList());
    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, WRITERS * MODELS).boxed().toList());
    assertSound(root, WRITERS * MODELS);
    assertThat(registry(root).history()).hasSize(WRITERS * MODELS);
    assertThat(drafts(root)).isEmpty();
  }

  @Test
  void processesAtOnceMakeOneRow() {
    String root = hdfs.uri("/registries/processes");
    List<Integer> versions = new ArrayList<>();
    atOnce(
        IntStream.range(0, PROCESSES)
            .mapToObj(
                writer ->
                    (Runnable)
                        () -> {
                          Process process = RegistryWriter.start(root, "process-" + writer, MODELS);
                          try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                            for (OptionalInt next = RegistryWriter.next(out);
                                next.isPresent();
                                next = RegistryWriter.next(out)) {
                              add(versions).added(next.getAsInt());
                            }
                            assertThat(process.waitFor()).isZero();
                          } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                        })
            .toList());
    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, PROCESSES * MODELS).boxed().toList());
    assertSound(root, PROCESSES * MODELS);
    assertThat(registry(root).history()).hasSize(PROCESSES * MODELS);
  }

  @Test
  void aProcessThatIsKilledLeavesAWholeRegistry() throws Exception {
    String root = hdfs.uri("/registries/killed");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Process process = RegistryWriter.start(root, "killed", 500);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(RegistryWriter.next(out)).as("seed %d", seed).isPresent();
      Thread.sleep(random.nextInt(80));
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    }
    Registry registry = registry(root);
    int versions = registry.versions().size();
    assertThat(versions).as("seed %d", seed).isPositive();
    assertSound(root, versions);
    Path model = RegistryFixture.model(storage, new Path(root + "/models/after"), "after");
    Version next = registry.add(model, Provenance.UNKNOWN).version();
    assertThat(next.number()).as("seed %d", seed).isEqualTo(versions + 1);
    registry.promote(next.number(), OptionalInt.empty(), Note.NONE);
    assertThat(registry.champion()).hasValue(next.number());
    assertSound(root, next.number());
  }

  @Test
  void theChampionIsNeverPruned() {
    String root = hdfs.uri("/registries/pruned");
    Registry registry = registry(root);
    for (int i = 0; i < 12; i++) {
      String content = "model " + i;
      registry.add(
          RegistryFixture.model(storage, new Path(root + "/models/" + i), content),
          Provenance.UNKNOWN);
    }
    long seed = System.nanoTime();
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Random random = new Random(seed + i);
      tasks.add(() -> promoteSome(registry(root), random));
    }
    tasks.add(
        () -> {
          for (int keep = 6; keep >= 1; keep--) {
            registry(root).prune(keep, 1, false, Note.NONE);
          }
        });
    atOnce(tasks);
    int champion = registry.champion().orElseThrow();
    registry.verify(registry.resolve(new ModelReference("shared", OptionalInt.of(champion))));
    assertThat(registry.versions())
        .as("seed %d", seed)
        .extracting(Version::number)
        .contains(12, champion)
        .hasSizeLessThan(12);
    registry
        .history()
        .forEach(
            decision ->
                assertThat(Collections.disjoint(decision.retired(), decision.champions()))
                    .as("seed %d, decision %s", seed, decision)
                    .isTrue());
  }

  @Test
  void aNameThatIsTakenIsNotClaimed() {
    for (String root : List.of(hdfs.uri("/registries/claim"), "file:" + local + "/claim")) {
      storage.writeText(new Path(root, "a/content"), "a");
      storage.writeText(new Path(root, "b/content"), "b");
      storage.writeText(new Path(root, "c"), "c");
      storage.writeText(new Path(root, "d"), "d");
      assertThat(Claim.rename(storage, new Path(root, "a"), new Path(root, "folder"))).isTrue();
      assertThat(Claim.rename(storage, new Path(root, "b"), new Path(root, "folder"))).isFalse();
      assertThat(Claim.rename(storage, new Path(root, "c"), new Path(root, "file"))).isTrue();
      assertThat(Claim.rename(storage, new Path(root, "d"), new Path(root, "file"))).isFalse();
      assertThat(storage.readText(new Path(root, "folder/content"))).isEqualTo("a");
      assertThat(storage.readText(new Path(root, "b/content"))).isEqualTo("b");
      assertThat(storage.readText(new Path(root, "file"))).isEqualTo("c");
      assertThat(storage.readText(new Path(root, "d"))).isEqualTo("d");
      assertThat(storage.exists(new Path(root, "folder/b"))).isFalse();
    }
  }

  private static void promoteSome(Registry registry, Random random) {
    for (int i = 0; i < 10; i++) {
      try {
        int version =
            registry
                .promote(1 + random.nextInt(12), OptionalInt.empty(), Note.NONE)
                .champion()
                .number();
        assertThat(version).isBetween(1, 12);
      } catch (InputException pruned) {
        assertThat(pruned).hasMessageContaining("has no version");
      }
    }
  }

  /** Versions and decisions are each one row, whole, and follow from each other. */
  private void assertSound(String root, int versions) {
    Registry registry = registry(root);
    List<Version> all = registry.versions();
    assertThat(all)
        .extracting(Version::number)
        .isEqualTo(IntStream.rangeClosed(1, versions).boxed().toList());
    assertThat(all).extracting(version -> version.model().networkDigest()).doesNotHaveDuplicates();
    all.forEach(registry::verify);
    List<Integer> champions = List.of();
    int number = 0;
    for (Decision decision : registry.history()) {
      number++;
      assertThat(decision.number()).isEqualTo(number);
      assertThat(decision.action()).isEqualTo(Action.PROMOTE);
      champions = Retention.promoted(champions, decision.version());
      assertThat(decision.champions()).isEqualTo(champions);
    }
  }

  private static RegistryWriter.Listener add(List<Integer> versions) {
    return version -> {
      synchronized (versions) {
        versions.add(version);
      }
    };
  }

  private static void atOnce(List<Runnable> tasks) {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<?>> results = new ArrayList<>();
      tasks.forEach(task -> results.add(threads.submit(task)));
      for (Future<?> result : results) {
        result.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Registry registry(String root) {
    return new Registry(storage, root + "/registry", "shared");
  }

  private List<Path> drafts(String root) {
    Path folder = registry(root).folder();
    FileStatus[] files = storage.reading(folder, fileSystem -> fileSystem.listStatus(folder));
    return Arrays.stream(files)
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith("."))
        .toList();
  }
}
