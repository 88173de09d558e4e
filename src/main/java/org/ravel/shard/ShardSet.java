package org.ravel.shard;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** A shard set on storage, whose parts were found to belong together. */
public final class ShardSet implements Serializable {
  /** The vocabulary's file in the shard set's folder. */
  public static final String VOCABULARY = "vocabulary.jsonl";

  private static final long serialVersionUID = 1L;

  private final String folder;
  private final Manifest manifest;
  private final Vocabulary vocabulary;
  private final String digest;
  private final int version;

  private ShardSet(
      String folder, int version, Manifest manifest, Vocabulary vocabulary, String digest) {
    this.folder = folder;
    this.version = version;
    this.manifest = manifest;
    this.vocabulary = vocabulary;
    this.digest = digest;
  }

  /**
   * Opens a shard set's newest version: reads manifest and vocabulary, and looks whether each file
   * is there with its length. The files' contents are checked by {@link ShardReader}.
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
    Path vocabularyFile = new Path(folder, manifest.vocabularyFile());
    Vocabulary vocabulary = Vocabulary.read(storage, vocabularyFile);
    if (!vocabulary.digest().equals(manifest.vocabularyDigest())) {
      throw new InputException(
          "%s does not belong to the shards beside it: its SHA-256 is %s, the manifest says %s; run ravel prepare again"
              .formatted(vocabularyFile, vocabulary.digest(), manifest.vocabularyDigest()));
    }
    manifest.splits().values().forEach(part -> requireFiles(storage, folder, part));
    return new ShardSet(folder.toString(), version, manifest, vocabulary, Sha256.of(text));
  }

  /** The file of the newest version's vocabulary. */
  static Path vocabularyFile(Storage storage, Path folder) {
    Path place = new Versions(storage, folder).folder(new Versions(storage, folder).latest());
    return storage.exists(new Path(place, ManifestFile.NAME))
        ? new Path(
            folder, ManifestFile.parse(place, ManifestFile.read(storage, place)).vocabularyFile())
        : new Path(folder, VOCABULARY);
  }

  private static void requireFiles(Storage storage, Path folder, Manifest.SplitPart part) {
    Map<Path, Long> lengths = new HashMap<>();
    for (Path parent :
        part.files().stream()
            .map(file -> new Path(folder, file.path()).getParent())
            .collect(Collectors.toSet())) {
      if (storage.exists(parent)) {
        for (FileStatus status : storage.reading(parent, files -> files.listStatus(parent))) {
          lengths.put(status.getPath(), status.getLen());
        }
      }
    }
    for (Manifest.ShardFile file : part.files()) {
      Path path = new Path(folder, file.path());
      Long length = lengths.get(path);
      if (length == null) {
        throw new InputException(
            "the shard file %s is missing; restore it or run ravel prepare again".formatted(path));
      }
      if (length != file.bytes()) {
        throw new InputException(
            "the shard file %s has %d bytes, the manifest says %d; restore it or run ravel prepare again"
                .formatted(path, length, file.bytes()));
      }
    }
  }

  /** What it holds. */
  public Manifest manifest() {
    return manifest;
  }

  /** The vocabulary of its token ids. */
  public Vocabulary vocabulary() {
    return vocabulary;
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
    return new ShardSet(folder, version, chosen, vocabulary, Sha256.of(ManifestFile.text(chosen)));
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
    return new ShardSet(folder, version, manifest.with(split, part), vocabulary, digest);
  }
}
