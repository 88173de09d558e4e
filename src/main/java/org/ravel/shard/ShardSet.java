package org.ravel.shard;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private ShardSet(String folder, Manifest manifest, Vocabulary vocabulary, String digest) {
    this.folder = folder;
    this.manifest = manifest;
    this.vocabulary = vocabulary;
    this.digest = digest;
  }

  /**
   * Opens a shard set: reads manifest and vocabulary, and looks whether each file is there with its
   * length. The files' contents are checked by {@link ShardReader}.
   *
   * @throws InputException if something is missing, malformed or altered
   */
  public static ShardSet open(Storage storage, String path) {
    Path folder = storage.qualified(path);
    String text = ManifestFile.read(storage, folder);
    Manifest manifest = ManifestFile.parse(folder, text);
    Path vocabularyFile = new Path(folder, VOCABULARY);
    Vocabulary vocabulary = Vocabulary.read(storage, vocabularyFile);
    if (!vocabulary.digest().equals(manifest.vocabularyDigest())) {
      throw new InputException(
          "%s does not belong to the shards beside it: its SHA-256 is %s, the manifest says %s; run ravel prepare again"
              .formatted(vocabularyFile, vocabulary.digest(), manifest.vocabularyDigest()));
    }
    manifest.splits().values().forEach(part -> requireFiles(storage, folder, part));
    return new ShardSet(folder.toString(), manifest, vocabulary, Sha256.of(text));
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

  /** SHA-256 of the manifest's file: names this shard set in provenance. */
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
    return new ShardSet(folder, manifest.with(split, part), vocabulary, digest);
  }
}
