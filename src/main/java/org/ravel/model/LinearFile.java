package org.ravel.model;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.lineargaussian.LinearGaussianModel;
import org.ravel.sequence.Horizon;
import org.ravel.storage.Storage;

/** The file of a linear model on storage. */
record LinearFile(Storage storage, Path file) {

  /**
   * Writes it.
   *
   * @return its SHA-256
   */
  String write(LinearGaussianModel model) {
    storage.writing(
        file,
        fileSystem -> {
          try (OutputStream out = new BufferedOutputStream(fileSystem.create(file, false))) {
            model.write(out);
          }
          return null;
        });
    return storage.sha256(file);
  }

  /**
   * Reads it.
   *
   * @param horizon that it must have
   * @throws InputException if it is damaged or has another one
   */
  LinearGaussianModel read(Horizon horizon) {
    LinearGaussianModel model =
        storage.reading(
            file,
            fileSystem -> {
              try (InputStream in = new BufferedInputStream(fileSystem.open(file))) {
                return LinearGaussianModel.read(in, file.toString());
              }
            });
    if (!model.horizon().equals(horizon)) {
      throw new InputException(
          "%s forecasts windows by %s but the model.json beside it says %s; publish the model again"
              .formatted(file, model.horizon(), horizon));
    }
    return model;
  }
}
