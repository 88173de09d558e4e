package org.ravel.shard;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.sequence.Column;
import org.ravel.sequence.Horizon;
import org.ravel.series.SeriesTable;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** A shard set on storage, whose parts were found to belong together. */
public final class ShardSet implements Serializable {
  /** The file of the vocabulary of what is read, in the shard set's folder. */
  public static final String VOCABULARY = fileOf(ShardSchemas.VOCABULARY);

  private static final long serialVersionUID = 1L;

  /** What no target is. */
  private static final int NO_ID = -1;

  private final String folder;
  private final Manifest manifest;
  private final Map<String, Vocabulary> vocabularies;

  /** Null where the examples are no series. */
  private final SeriesTable series;

  private final String digest;
  private final int version;

  private ShardSet(
      String folder,
      int version,
      Manifest manifest,
      Map<String, Vocabulary> vocabularies,
      SeriesTable series,
      String digest) {
    this.folder = folder;
    this.version = version;
    this.manifest = manifest;
    this.vocabularies = vocabularies;
    this.series = series;
    this.digest = digest;
  }

  /**
   * Opens a shard set's newest version: reads manifest and vocabulary, and looks whether each file
   * is there with its length. The files' contents are checked when they are read.
   *
   * @throws InputException if something is missing, malformed or altered
   */
  public static ShardSet open(Storage storage, String path) {
    Path folder = storage.qualified(path);
    return open(storage, folder, new Versions(storage, folder).latest());
  }

  /**
   * Opens the version of a shard set that has a digest, such as the one that a run was begun with.
   *
   * @param digest see {@link #digest()}
   * @throws InputException as above, or if no version has that digest
   */
  public static ShardSet open(Storage storage, String path, String digest) {
    Path folder = storage.qualified(path);
    Versions versions = new Versions(storage, folder);
    List<Integer> numbers = versions.numbers();
    for (int i = numbers.size() - 1; i >= 0; i--) {
      String text = ManifestFile.read(storage, versions.folder(numbers.get(i)));
      if (Sha256.of(text).equals(digest)) {
        return open(storage, folder, numbers.get(i));
      }
    }
    throw new InputException(
        "%s has no version whose manifest has SHA-256 %s, among the %d that are there; restore it, or begin again with the newest one"
            .formatted(folder, digest, numbers.size()));
  }

  private static ShardSet open(Storage storage, Path folder, int version) {
    Path place = new Versions(storage, folder).folder(version);
    String text = ManifestFile.read(storage, place);
    Manifest manifest = ManifestFile.parse(place, text);
    Map<String, Vocabulary> vocabularies = new TreeMap<>();
    SeriesTable series = null;
    for (Map.Entry<String, Manifest.VocabularyPart> part : manifest.vocabularies().entrySet()) {
      if (part.getKey().equals(ShardSchemas.SERIES)) {
        Path file = new Path(folder, part.getValue().file());
        series = SeriesTable.read(storage, file);
        requireDigest(file, series.digest(), part.getValue());
      } else {
        vocabularies.put(part.getKey(), vocabulary(storage, folder, part.getValue()));
      }
    }
    manifest.splits().values().forEach(part -> PresentFiles.require(storage, folder, part));
    return new ShardSet(
        folder.toString(), version, manifest, vocabularies, series, Sha256.of(text));
  }

  private static Vocabulary vocabulary(Storage storage, Path folder, Manifest.VocabularyPart part) {
    Path file = new Path(folder, part.file());
    Vocabulary vocabulary = Vocabulary.read(storage, file);
    requireDigest(file, vocabulary.digest(), part);
    return vocabulary;
  }

  private static void requireDigest(Path file, String digest, Manifest.VocabularyPart part) {
    if (!digest.equals(part.digest())) {
      throw new InputException(
          "%s does not belong to the shards beside it: its SHA-256 is %s, the manifest says %s; run ravel prepare again"
              .formatted(file, digest, part.digest()));
    }
  }

  /**
   * The file of a vocabulary of the newest version.
   *
   * @param name in {@link Manifest#vocabularies()}
   */
  public static Path vocabularyFile(Storage storage, Path folder, String name) {
    Path place = new Versions(storage, folder).folder(new Versions(storage, folder).latest());
    if (!storage.exists(new Path(place, ManifestFile.NAME))) {
      return new Path(folder, fileOf(name));
    }
    Manifest manifest = ManifestFile.parse(place, ManifestFile.read(storage, place));
    Manifest.VocabularyPart part = manifest.vocabularies().get(name);
    return new Path(folder, part == null ? fileOf(name) : part.file());
  }

  /** The file of a vocabulary in its version's folder. */
  public static String fileOf(String vocabulary) {
    return vocabulary + ".jsonl";
  }

  /**
   * The same, but its series are read and forecast in another way.
   *
   * @throws IllegalArgumentException if its windows cannot be read so
   */
  public ShardSet reading(Horizon horizon) {
    return new ShardSet(folder, version, manifest.reading(horizon), vocabularies, series, digest);
  }

  /** What it holds. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Refuses shards of another task.
   *
   * @throws ConfigurationException if they are of one
   */
  public void require(Task task) {
    if (!manifest.task().equals(ConfigNames.of(task))) {
      throw new ConfigurationException(
          "task is %s, but %s holds shards of %s; set task=%s, or name other shards"
              .formatted(ConfigNames.of(task), folder, manifest.task(), manifest.task()));
    }
  }

  /** What whoever writes further examples must know. */
  public ExampleFormat format() {
    return new ExampleFormat(
        manifest.schema(), hasTargetVocabulary() ? targetVocabulary().unknown() : NO_ID);
  }

  /** The vocabulary of the ids that are read. */
  public Vocabulary vocabulary() {
    return of(manifest.schema().input());
  }

  /** Whether targets are ids, and not numbers. */
  public boolean hasTargetVocabulary() {
    return !manifest.schema().targets().isOfNumbers();
  }

  /** The vocabulary of the targets. */
  public Vocabulary targetVocabulary() {
    return of(manifest.schema().target());
  }

  /** The vocabulary of the characters of what is read; null where those are not kept. */
  public Vocabulary characters() {
    return manifest.schema().spelling().isPresent()
        ? vocabularies.get(ShardSchemas.CHARACTERS)
        : null;
  }

  /** The series that the examples are windows of; empty where they are none. */
  public Optional<SeriesTable> series() {
    return Optional.ofNullable(series);
  }

  private Vocabulary of(Column column) {
    if (column instanceof Column.Sets sets) {
      return vocabularies.get(sets.vocabulary());
    }
    if (column instanceof Column.Ids ids) {
      return vocabularies.get(ids.vocabulary());
    }
    throw new IllegalStateException("column %s has no vocabulary".formatted(column.name()));
  }

  /** Its folder, qualified. */
  public Path path() {
    return new Path(folder);
  }

  /** The version's number, from 1. */
  public int version() {
    return version;
  }

  /**
   * Some generations of it, as a shard set over the same files whose sequences count from 0.
   *
   * @param numbers of the generations; they stay in their order
   * @throws IllegalArgumentException if there is none, or one is not there
   */
  public ShardSet generations(Set<Integer> numbers) {
    Set<Integer> present =
        manifest.generations().stream()
            .map(Manifest.Generation::number)
            .collect(Collectors.toSet());
    if (numbers.isEmpty() || !present.containsAll(numbers)) {
      throw new IllegalArgumentException("generations %s of %s".formatted(numbers, present));
    }
    Manifest chosen = GenerationView.of(manifest, numbers);
    return new ShardSet(
        folder, version, chosen, vocabularies, series, Sha256.of(ManifestFile.text(chosen)));
  }

  /**
   * The first generation: its validation and test splits stay the same, whatever is added, and
   * models of different nights are compared on them.
   */
  public ShardSet firstGeneration() {
    return generations(Set.of(manifest.generations().get(0).number()));
  }

  /**
   * SHA-256 of the manifest, of one with chosen generations only too: names this shard set in
   * provenance.
   */
  public String digest() {
    return digest;
  }

  /**
   * A split's counts and files.
   *
   * @throws InputException if the split has no targets
   */
  public Manifest.SplitPart split(Split split) {
    Manifest.SplitPart part = manifest.splits().get(split);
    if (part != null && part.sequences() > 0 && part.targets() == 0) {
      throw new InputException(
          "the %s split in %s has no target, since all that would be one is missing; choose another share or date of the splits and run ravel prepare again"
              .formatted(split.key(), folder));
    }
    if (part == null || part.targets() == 0) {
      throw new InputException(
          "%s holds no %s split; give split.%s a larger share and run ravel prepare again"
              .formatted(folder, split.key(), split.key()));
    }
    return part;
  }

  /** The same with just the first files of a split, as many as hold so many sequences. */
  public ShardSet beginning(Split split, long sequences) {
    Manifest.SplitPart whole = split(split);
    List<Manifest.ShardFile> files =
        whole.files().stream().filter(file -> file.firstSequence() < sequences).toList();
    Manifest.SplitPart part =
        new Manifest.SplitPart(
            whole.tokens(),
            files.stream().mapToLong(Manifest.ShardFile::targets).sum(),
            whole.unknown(),
            files.stream().mapToLong(Manifest.ShardFile::sequences).sum(),
            whole.characters(),
            whole.bytes(),
            files);
    return new ShardSet(folder, version, manifest.with(split, part), vocabularies, series, digest);
  }
}
