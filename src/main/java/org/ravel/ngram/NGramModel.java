package org.ravel.ngram;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;
import org.ravel.error.InputException;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.storage.Storage;

/**
 * A model's file on storage: what is stored, and what travels to those who predict. They map the
 * file where it is, if that is on the local file system, otherwise a copy, which each process makes
 * once and which is gone when the process is.
 */
public final class NGramModel implements PredictorSource {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String digest;
  private final Map<String, String> hadoop;

  /** For all predictors of this JVM; null before the first one. */
  private transient NGramTable shared;

  /**
   * The model in a file.
   *
   * @param file qualified
   * @param digest SHA-256 of its bytes
   */
  public NGramModel(Storage storage, Path file, String digest) {
    this.file = file.toString();
    this.digest = digest;
    this.hadoop = new HashMap<>();
    storage.configuration().forEach(entry -> hadoop.put(entry.getKey(), entry.getValue()));
  }

  /** Its file. */
  public Path file() {
    return new Path(file);
  }

  /** SHA-256 of the file's bytes. */
  public String digest() {
    return digest;
  }

  /**
   * A predictor.
   *
   * @throws InputException if the file is missing or damaged
   */
  @Override
  public Predictor get() {
    return new NGramPredictor(shared());
  }

  /**
   * Refuses a model of another vocabulary. Of the file only its beginning is read.
   *
   * @param tokens of the vocabulary that it must have
   * @return this model
   * @throws InputException if it has another one
   */
  public NGramModel require(int tokens) {
    int own =
        storage()
            .reading(
                file(),
                fileSystem -> {
                  try (InputStream in = fileSystem.open(file())) {
                    return NGramHeader.tokens(in, file);
                  }
                });
    if (own != tokens) {
      throw new InputException(
          "%s predicts %d tokens but the vocabulary beside it has %d; publish the model again"
              .formatted(file, own, tokens));
    }
    return this;
  }

  private Storage storage() {
    Configuration configuration = new Configuration(false);
    hadoop.forEach(configuration::set);
    return new Storage(configuration);
  }

  synchronized NGramTable shared() {
    if (shared == null) {
      Storage storage = storage();
      shared = storage.reading(file(), fileSystem -> map(storage, fileSystem));
    }
    return shared;
  }

  private NGramTable map(Storage storage, FileSystem fileSystem) throws IOException {
    if ("file".equals(file().toUri().getScheme())) {
      // Missing files are told as those of any file system.
      fileSystem.getFileStatus(file());
      return NGramTable.map(java.nio.file.Path.of(file().toUri().getPath()), file);
    }
    java.nio.file.Path copy = Files.createTempFile("ravel-ngrams-", ".bin");
    try {
      try (OutputStream out = Files.newOutputStream(copy)) {
        IOUtils.copyBytes(fileSystem.open(file()), out, 1 << 16, true);
      }
      String copied = storage.sha256(new Path(copy.toUri()));
      if (!copied.equals(digest)) {
        throw new InputException(
            "%s has SHA-256 %s but its model.json says %s: it was altered or cut off; publish the model again"
                .formatted(file, copied, digest));
      }
      return NGramTable.map(copy, file);
    } finally {
      // What is mapped stays until it is unmapped.
      Files.delete(copy);
    }
  }
}
