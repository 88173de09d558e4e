package org.ravel.registry;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.model.ModelStore;
import org.ravel.registry.Version.StoredFile;
import org.ravel.storage.JsonFile;
import org.ravel.storage.Numbered;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** The folders of the versions: a model each, with what describes it. */
final class VersionFolders {
  static final String EVALUATION = "evaluation.json";

  private static final String DESCRIPTION = "version.json";

  private final Storage storage;
  private final Numbered folders;

  VersionFolders(Storage storage, Path registry) {
    this.storage = storage;
    this.folders = new Numbered(storage, new Path(registry, "versions"), "");
  }

  /** Whether a version's folder may hold it, beside its description. */
  static boolean isFile(String name) {
    return name.equals(EVALUATION) || ModelStore.isFile(name);
  }

  List<Integer> numbers() {
    return folders.taken();
  }

  boolean exists(int number) {
    return storage.exists(folders.path(number));
  }

  Path folder(int number) {
    return folders.path(number);
  }

  void delete(int number) {
    storage.delete(folders.path(number));
  }

  Version read(int number) {
    Path file = new Path(folders.path(number), DESCRIPTION);
    return JsonFile.read(storage, file, Version.class).require(file, number);
  }

  /**
   * Compares each file with what the version's description says.
   *
   * @throws InputException if one is missing, altered or cut off
   */
  void verify(Version version) {
    Path folder = folders.path(version.number());
    for (Map.Entry<String, StoredFile> entry : version.files().entrySet()) {
      Path file = new Path(folder, entry.getKey());
      long bytes = storage.status(file).getLen();
      StoredFile expected = entry.getValue();
      String digest = bytes == expected.bytes() ? storage.sha256(file) : null;
      if (!expected.sha256().equals(digest)) {
        throw new InputException(
            "%s has %,d bytes%s but version %d was added with %,d bytes and SHA-256 %s: it was altered or cut off; roll back or promote another version"
                .formatted(
                    file,
                    bytes,
                    digest == null ? "" : " and SHA-256 " + digest,
                    version.number(),
                    expected.bytes(),
                    expected.sha256()));
      }
    }
  }

  /**
   * Copies a model.
   *
   * @param evaluation copied with it; null for none
   * @return the copies' lengths and digests
   */
  Map<String, StoredFile> copy(Path model, Path evaluation, Path into) {
    Map<String, StoredFile> files = new LinkedHashMap<>();
    for (String name : new ModelStore(storage).files(model)) {
      files.put(name, copy(new Path(model, name), new Path(into, name)));
    }
    if (evaluation != null) {
      files.put(EVALUATION, copy(evaluation, new Path(into, EVALUATION)));
    }
    return files;
  }

  private StoredFile copy(Path from, Path to) {
    MessageDigest digest = Sha256.digest();
    long bytes =
        storage.writing(
            to,
            target -> {
              try (InputStream in = storage.reading(from, source -> source.open(from, 1 << 16));
                  InputStream digested = new DigestInputStream(in, digest);
                  OutputStream out = target.create(to, false)) {
                return digested.transferTo(out);
              }
            });
    return new StoredFile(bytes, Sha256.hex(digest));
  }

  /**
   * Gives a folder that holds a model the version's number.
   *
   * @return whether the number was free
   */
  boolean claim(Path whole, Version version) {
    JsonFile.write(storage, new Path(whole, DESCRIPTION), version);
    return folders.claim(whole, version.number());
  }
}
