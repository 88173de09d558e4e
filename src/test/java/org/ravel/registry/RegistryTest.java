package org.ravel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;
import org.ravel.registry.Decision.Action;
import org.ravel.registry.Decision.Note;
import org.ravel.registry.Registry.Added;
import org.ravel.registry.Registry.Change;
import org.ravel.registry.Registry.Pruning;
import org.ravel.storage.Drafts;
import org.ravel.storage.Storage;
import org.ravel.testing.Folders;

class RegistryTest {
  private static final OptionalInt ANY = OptionalInt.empty();
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  private final Storage storage = new Storage(new Configuration());

  @Test
  void aRunPromotesOnceAndOnlyIfMattersStandAsTheyDid() {
    add("one");
    add("two");
    add("three");
    assertThatThrownBy(() -> registry().promoteOnce(1, OptionalInt.of(2), note("a")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is none but should be version 2: somebody has changed it");
    assertThat(registry().hasPromoted("a")).isFalse();
    assertThat(registry().promoteOnce(1, OptionalInt.empty(), note("a")).isNew()).isTrue();
    assertThat(registry().hasPromoted("a")).isTrue();
    assertThatThrownBy(() -> registry().promoteOnce(2, OptionalInt.empty(), note("b")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is version 1 but should be none");
    assertThat(registry().promoteOnce(2, OptionalInt.of(1), note("b")).isNew()).isTrue();
    // A process that was killed before it could write down that it had promoted, and since then:
    registry().rollback(OptionalInt.empty(), Note.NONE);
    Change again = registry().promoteOnce(2, OptionalInt.of(1), note("b"));
    assertThat(again.isNew()).isFalse();
    assertThat(again.before()).hasValue(1);
    assertThat(registry().champion()).hasValue(1);
  }

  private static Note note(String runId) {
    return new Note(runId, null);
  }

  @Test
  void aVersionHoldsTheModelAndWhereItComesFrom() {
    add("one");
    Provenance provenance =
        new Provenance(
            1,
            "nightly-2",
            Map.of("perplexity", 3.5),
            path(write("report.json", "{\"evaluation\":{}}")));
    Added added = registry().add(model("two"), provenance);
    assertThat(added.isNew()).isTrue();
    Version version = registry().resolve(reference(2));
    assertThat(version).isEqualTo(added.version());
    assertThat(version.number()).isEqualTo(2);
    assertThat(version.created()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(version.parent()).isEqualTo(1);
    assertThat(version.runId()).isEqualTo("nightly-2");
    assertThat(version.metrics()).containsExactly(Map.entry("perplexity", 3.5));
    assertThat(version.model().shardDigest()).isEqualTo(RegistryFixture.digest("shards"));
    assertThat(version.model().versions()).containsEntry("ravel", "test");
    assertThat(version.versions()).containsKeys("ravel", "commit");
    assertThat(version.files())
        .containsOnlyKeys(
            "network.zip",
            "vocabulary.jsonl",
            "model.json",
            "config.conf",
            "metrics.jsonl",
            "evaluation.json")
        .containsEntry("network.zip", new Version.StoredFile(3, RegistryFixture.digest("two")));
    registry().verify(version);
    assertThat(storage.readText(file("versions/000002/network.zip"))).isEqualTo("two");
    assertThat(Folders.names(folder.resolve("registry/default"))).containsExactly("versions");
  }

  @Test
  void theSameNetworkIsAddedOnce() {
    add("one");
    add("two");
    Added again = registry().add(model("one"), RegistryFixture.run("another"));
    assertThat(again.isNew()).isFalse();
    assertThat(again.version().number()).isEqualTo(1);
    assertThat(registry().versions()).hasSize(2);
  }

  @Test
  void aRunMakesOneVersion() {
    registry().add(model("one"), RegistryFixture.run("nightly"));
    assertThatThrownBy(() -> registry().add(model("two"), RegistryFixture.run("nightly")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the run nightly has made version 1");
  }

  @Test
  void aParentThatWasNeverThereIsRefused() {
    add("one");
    assertThatThrownBy(() -> registry().add(model("two"), new Provenance(2, null, Map.of(), null)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the parent is version 2 but the last version")
        .hasMessageContaining("is 1");
    assertThat(Folders.names(folder.resolve("registry/default"))).containsExactly("versions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"network.zip", "vocabulary.jsonl"})
  void aModelThatIsNotWholeIsNotAdded(String part) throws IOException {
    org.apache.hadoop.fs.Path model = model("one");
    overwrite(folder.resolve("one").resolve(part), "altered");
    assertThatThrownBy(() -> registry().add(model, Provenance.UNKNOWN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("altered or cut off");
    assertThat(registry().versions()).isEmpty();
    assertThat(Folders.names(folder.resolve("registry/default"))).isEmpty();
  }

  @Test
  void whatIsNoModelIsNotAdded() {
    assertThatThrownBy(() -> registry().add(path(folder.resolve("none")), Provenance.UNKNOWN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds no model");
    assertThat(folder.resolve("registry")).doesNotExist();
  }

  @Test
  void theChampionIsTheLastPromoted() {
    add("one");
    add("two");
    assertThatThrownBy(() -> registry().resolve(champion()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no champion; choose one with ravel models promote");
    assertThat(promote(2).before()).isEmpty();
    assertThat(registry().resolve(champion()).number()).isEqualTo(2);
    Change change = promote(1);
    assertThat(change.before()).hasValue(2);
    assertThat(registry().champion()).hasValue(1);
    assertThat(registry().history()).extracting(Decision::version).containsExactly(2, 1);
  }

  @Test
  void promotingTheChampionChangesNothing() {
    add("one");
    promote(1);
    assertThat(promote(1).isNew()).isFalse();
    assertThat(registry().history()).hasSize(1);
  }

  @Test
  void aMissingVersionIsNotPromoted() {
    add("one");
    add("two");
    add("three");
    assertThatThrownBy(() -> promote(7))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no version 7; it has 1 … 3");
    assertThatThrownBy(() -> new Registry(storage, uri(), "other").promote(1, ANY, Note.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other has no version 1; it is empty: add a model");
  }

  @Test
  void rollbackGoesBackThroughTheChampionsBefore() {
    add("one");
    add("two");
    add("three");
    promote(1);
    promote(2);
    promote(3);
    assertThat(rollback().champion().number()).isEqualTo(2);
    assertThat(rollback().champion().number()).isEqualTo(1);
    assertThatThrownBy(this::rollback)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has one champion, 1 and nothing to roll back to");
    promote(3);
    assertThat(rollback().champion().number()).isEqualTo(1);
    assertThat(registry().history())
        .extracting(Decision::action)
        .containsExactly(
            Action.PROMOTE,
            Action.PROMOTE,
            Action.PROMOTE,
            Action.ROLLBACK,
            Action.ROLLBACK,
            Action.PROMOTE,
            Action.ROLLBACK);
  }

  @Test
  void withoutAChampionThereIsNothingToRollBackTo() {
    assertThatThrownBy(this::rollback)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no champion and nothing to roll back to");
  }

  @Test
  void aDecisionOnAnotherChampionIsRefused() {
    add("one");
    add("two");
    promote(2);
    assertThatThrownBy(() -> registry().promote(1, OptionalInt.of(1), Note.NONE))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is version 2 but should be version 1: somebody has changed it");
    assertThatThrownBy(() -> registry().rollback(OptionalInt.of(1), Note.NONE))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is version 2 but should be version 1");
    assertThat(registry().promote(1, OptionalInt.of(2), Note.NONE).isNew()).isTrue();
  }

  @Test
  void notesAreKept() {
    add("one");
    Note note = new Note("nightly-1", "for a <reason>");
    registry().promote(1, ANY, note);
    assertThat(registry().history().get(0).note()).isEqualTo(note);
  }

  @Test
  void pruningLeavesTheLastVersionsAndTheChampions() {
    for (int i = 1; i <= 9; i++) {
      add("model " + i);
    }
    List.of(1, 3, 2, 5, 4).forEach(this::promote);
    Pruning dry = registry().prune(2, 3, true, Note.NONE);
    assertThat(dry.removed()).containsExactly(1, 3, 6, 7);
    assertThat(registry().versions()).hasSize(9);
    Pruning pruning = registry().prune(2, 3, false, Note.NONE);
    assertThat(pruning).isEqualTo(dry);
    assertThat(pruning.kept()).containsExactly(2, 4, 5, 8, 9);
    assertThat(registry().versions()).extracting(Version::number).containsExactly(2, 4, 5, 8, 9);
    assertThat(Folders.names(folder.resolve("registry/default/versions")))
        .containsExactly("000002", "000004", "000005", "000008", "000009");
    assertThat(registry().champion()).hasValue(4);
    assertThat(rollback().champion().number()).isEqualTo(5);
    assertThat(rollback().champion().number()).isEqualTo(2);
    assertThatThrownBy(this::rollback).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> promote(3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no version 3; it has 2, 4, 5, 8, 9");
    assertThat(add("ten").version().number()).isEqualTo(10);
  }

  @Test
  void pruningAgainChangesNothing() {
    add("one");
    add("two");
    registry().prune(1, 1, false, Note.NONE);
    assertThat(registry().prune(1, 1, false, Note.NONE).removed()).isEmpty();
    assertThat(registry().history()).hasSize(1);
    new Registry(storage, uri(), "empty").prune(1, 1, false, Note.NONE);
    assertThat(folder.resolve("registry/empty")).doesNotExist();
  }

  @Test
  void aPruneThatWasKilledIsFinishedByTheNext() throws IOException {
    for (int i = 1; i <= 4; i++) {
      add("model " + i);
    }
    promote(4);
    // What a process leaves that dies between its decision and the removal.
    Path version = folder.resolve("registry/default/versions/000002");
    Path aside = folder.resolve("aside");
    copy(version, aside);
    registry().prune(1, 1, false, Note.NONE);
    Files.move(aside, version);
    assertThat(registry().versions()).extracting(Version::number).containsExactly(4);
    assertThatThrownBy(() -> promote(2)).hasMessageContaining("has no version 2; it has 4");
    assertThatThrownBy(() -> registry().resolve(reference(2)))
        .hasMessageContaining("has no version 2; it has 4");
    registry().prune(1, 1, false, Note.NONE);
    assertThat(version).doesNotExist();
  }

  /** Between a look at how matters stand and the reading, another process may prune. */
  @Test
  void aVersionThatIsPrunedMeanwhileIsNotDamagedButGone() throws IOException {
    for (int i = 1; i <= 3; i++) {
      add("model " + i);
    }
    var place = new org.apache.hadoop.fs.Path(storage.qualified(uri()), "default");
    Contents contents =
        new Contents(storage, place, new Drafts(storage, place, Clock.fixed(NOW, ZoneOffset.UTC)));
    Contents.Standing before = contents.standing();
    registry().prune(1, 1, false, Note.NONE);
    // A removal takes a folder's files before the folder.
    Files.createDirectories(folder.resolve("registry/default/versions/000002"));
    assertThatThrownBy(() -> contents.read(2, before))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no version 2; it has 3");
  }

  @Test
  void draftsOfKilledProcessesAreInvisibleAndGoAfterADay() throws IOException {
    add("one");
    Path draft = folder.resolve("registry/default/.draft-killed");
    copy(folder.resolve("one"), draft);
    add("two");
    assertThat(draft).exists();
    assertThat(registry().versions()).hasSize(2);
    Clock tomorrow = Clock.fixed(Instant.now().plus(Duration.ofHours(25)), ZoneOffset.UTC);
    new Registry(storage, uri(), "default", tomorrow).add(model("three"), Provenance.UNKNOWN);
    assertThat(draft).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "number" : 1     | "number" : 2        | describes version 2
          "format" : 2     | "format" : 3        | has format 3 but this version of Ravel reads 1 to 2
          "network.zip"    | "../../network.zip" | lists a file ../../network.zip, which no version has
          "network.zip"    | "/etc/passwd"       | lists a file /etc/passwd, which no version has
          "files" : {      | "files" : {{        | was altered or cut off
          "parent" : null  | "parents" : null    | was altered or cut off
          """)
  void aDescriptionThatWasAlteredIsNamed(String from, String to, String message)
      throws IOException {
    add("one");
    Path file = folder.resolve("registry/default/versions/000001/version.json");
    overwrite(file, Files.readString(file).replaceFirst(java.util.regex.Pattern.quote(from), to));
    assertThatThrownBy(() -> registry().resolve(reference(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("version.json")
        .hasMessageContaining(message);
  }

  @Test
  void aDescriptionThatIsTooLongIsNotRead() throws IOException {
    add("one");
    Path file = folder.resolve("registry/default/versions/000001/version.json");
    overwrite(file, Files.readString(file) + " ".repeat(1 << 20));
    assertThatThrownBy(() -> registry().versions())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("version.json has more than 1,048,576 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.conf", "metrics.jsonl", "model.json", "network.zip"})
  void anAlteredFileIsNeitherReadNorPromoted(String name) throws IOException {
    add("one");
    Path file = folder.resolve("registry/default/versions/000001").resolve(name);
    overwrite(file, Files.readString(file).replace('1', '2').replace('o', '0'));
    Version version = registry().resolve(reference(1));
    if (name.equals("metrics.jsonl")) {
      overwrite(file, "");
    }
    assertThatThrownBy(() -> registry().verify(version))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("altered or cut off");
    assertThatThrownBy(() -> promote(1)).hasMessageContaining("altered or cut off");
    assertThat(registry().champion()).isEmpty();
  }

  @Test
  void aDecisionThatWasAlteredIsNamed() throws IOException {
    add("one");
    promote(1);
    Path file = folder.resolve("registry/default/champion/000001.json");
    String whole = Files.readString(file);
    overwrite(file, whole.substring(0, 20));
    assertThatThrownBy(() -> registry().champion())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("000001.json was altered or cut off");
    overwrite(file, whole.replace("\"number\" : 1", "\"number\" : 9"));
    assertThatThrownBy(() -> registry().champion())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("000001.json is no decision of format 1 and number 1");
  }

  @Test
  void objectStoresAreRefused() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.s3a.impl", Bucket.class, FileSystem.class);
    assertThatThrownBy(() -> new Registry(new Storage(hadoop), "s3a://bucket/registry", "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("must be on a file system that renames atomically, such as HDFS");
  }

  /** A file system of that scheme that needs no network. */
  static final class Bucket extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("s3a://bucket");
    }
  }

  private Registry registry() {
    return new Registry(storage, uri(), "default", Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Added add(String content) {
    return registry().add(model(content), Provenance.UNKNOWN);
  }

  private Change promote(int version) {
    return registry().promote(version, ANY, Note.NONE);
  }

  private Change rollback() {
    return registry().rollback(ANY, Note.NONE);
  }

  private org.apache.hadoop.fs.Path model(String content) {
    return RegistryFixture.model(storage, path(folder.resolve(content)), content);
  }

  private static ModelReference reference(int version) {
    return new ModelReference("default", OptionalInt.of(version));
  }

  private static ModelReference champion() {
    return new ModelReference("default", OptionalInt.empty());
  }

  private String uri() {
    return "file:" + folder.resolve("registry");
  }

  private org.apache.hadoop.fs.Path file(String name) {
    return path(folder.resolve("registry/default").resolve(name));
  }

  private static org.apache.hadoop.fs.Path path(Path path) {
    return new org.apache.hadoop.fs.Path("file:" + path);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Without the checksum that Hadoop's local file system has beside each file. */
  private static void overwrite(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
