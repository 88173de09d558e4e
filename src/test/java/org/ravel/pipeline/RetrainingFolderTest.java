package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;
import org.ravel.report.RetrainingRecord.Outcome;
import org.ravel.shard.preparation.IngestionResult;
import org.ravel.storage.Storage;

class RetrainingFolderTest {
  private static final Consumption CONSUMED = new Consumption("v", 2, "ab");
  private static final Ingested INGESTED =
      new Ingested(
          1,
          IngestionResult.Outcome.ADDED,
          "digest",
          List.of(2),
          List.of(),
          new Ingested.Files(1, 0, 0, 0, 0),
          List.of(),
          CONSUMED);

  @TempDir Path disk;

  @Test
  void aStageIsReadAsItWasWritten() {
    RetrainingFolder folder = opened("night", Map.of());
    assertThat(folder.read(RetrainingFolder.INGESTION, Ingested.class)).isEmpty();
    folder.write(RetrainingFolder.INGESTION, INGESTED);
    assertThat(folder.read(RetrainingFolder.INGESTION, Ingested.class)).contains(INGESTED);
    RunHeader beginning = new RunHeader(1, "night", "now", "me", null, Map.of("ravel", "1"));
    folder.write(RetrainingFolder.BEGINNING, beginning);
    assertThat(folder.read(RetrainingFolder.BEGINNING, RunHeader.class)).contains(beginning);
    assertThat(beginning.championVersion()).isEmpty();
    // What is complete is never replaced.
    assertThatThrownBy(() -> folder.write(RetrainingFolder.INGESTION, INGESTED))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    RetrainingFolder folder = opened("night", Map.of());
    folder.write(RetrainingFolder.DECISION, decided("night", Outcome.NOT_PROMOTED));
    Path file = disk.resolve("runs/night/decision.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));
    Files.deleteIfExists(file.resolveSibling(".decision.json.crc"));
    assertThatThrownBy(() -> folder.read(RetrainingFolder.DECISION, Decided.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("decision.json has format 2 but this version of Ravel reads 1");
  }

  @Test
  void settingsMayBeMendedUntilSomethingIsDone() {
    opened("night", Map.of("seed", "1"));
    RetrainingFolder mended = opened("night", Map.of("seed", "2"));
    mended.write(RetrainingFolder.INGESTION, INGESTED);
    opened("night", Map.of("seed", "2", "retraining.lock.lease-minutes", "3", "model.path", "m"));
    assertThatThrownBy(() -> folder("night", Map.of("seed", "1")).requireSame())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("runs/night was begun with other settings: seed (2 → 1); set them")
        .hasMessageContaining("give another --run-id");
    assertThatThrownBy(
            () -> opened("night", Map.of("seed", "2", "retraining.gate.resamples", "999")))
        .hasMessageContaining("retraining.gate.resamples (2000 → 999)");
  }

  @Test
  void whatKilledProcessesLeftIsRemovedAndNothingElse() throws IOException {
    opened("night", Map.of());
    Path runs = disk.resolve("runs");
    String left = "-staging-01234567-89ab-cdef-0123-456789abcdef";
    Files.createDirectories(runs.resolve("night/.begin.json" + left));
    Files.createDirectories(runs.resolve(".index.html" + left));
    Files.createDirectories(runs.resolve(".lock"));
    Files.createDirectories(runs.resolve("night/.own"));
    opened("night", Map.of());
    assertThat(runs.resolve("night/.begin.json" + left)).doesNotExist();
    assertThat(runs.resolve(".index.html" + left)).doesNotExist();
    assertThat(runs.resolve(".lock")).exists();
    assertThat(runs.resolve("night/.own")).exists();
  }

  @Test
  void decisionsAreThoseOfAllRuns() throws IOException {
    opened("a", Map.of()).write(RetrainingFolder.DECISION, decided("a", Outcome.PROMOTED));
    opened("b", Map.of());
    RetrainingFolder last = opened("c", Map.of());
    last.write(RetrainingFolder.DECISION, decided("c", Outcome.NOTHING_NEW));
    Files.writeString(disk.resolve("runs/index.html"), "");
    assertThat(last.decisions()).extracting(Decided::runId).containsExactlyInAnyOrder("a", "c");
    assertThat(last.decisions())
        .extracting(Decided::exitCode)
        .containsExactlyInAnyOrder(ExitCode.DONE, ExitCode.NOTHING_NEW);
  }

  @Test
  void aRunSaysWhatItCameTo() {
    assertThat(decided("a", Outcome.PROMOTED).sentence())
        .isEqualTo("version 7 is the champion: so it is");
    assertThat(decided("a", Outcome.NOT_PROMOTED).sentence())
        .isEqualTo("version 7 is not promoted, the champion stays version 6: so it is");
    assertThat(decided("a", Outcome.NOTHING_NEW).sentence())
        .isEqualTo("nothing was done: so it is");
    assertThat(decided("a", Outcome.NOT_PROMOTED).exitCode().number()).isEqualTo(10);
  }

  private static Decided decided(String id, Outcome outcome) {
    return new Decided(1, id, "now", outcome, "so it is", 7, 6, CONSUMED, List.of());
  }

  private RetrainingFolder opened(String id, Map<String, String> settings) {
    RetrainingFolder folder = folder(id, settings);
    folder.open();
    return folder;
  }

  private RetrainingFolder folder(String id, Map<String, String> settings) {
    return new RetrainingFolder(context(disk, settings), new RunId(id));
  }

  /** Of a command that writes where nobody reads. */
  static JobContext context(Path disk, Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("retraining.path", disk.resolve("runs").toUri().toString());
    ConfigLoader.Loaded loaded = ConfigLoader.load("test", "", all);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new JobContext(
        loaded.values(),
        loaded.text(),
        new Storage(new Configuration()),
        false,
        nowhere,
        new LiveConsole(nowhere, false));
  }
}
