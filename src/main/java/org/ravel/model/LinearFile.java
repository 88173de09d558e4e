package org.ravel.model;

import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.lineargaussian.LinearGaussianModel;
import org.ravel.sequence.Horizon;
import org.ravel.storage.NumberFile;
import org.ravel.storage.Storage;

/** The file of a linear model on storage. */
record LinearFile(Storage storage, Path file) {

  /**
   * Writes it.
   *
   * @return its SHA-256
   */
  String write(LinearGaussianModel model) {
    return new NumberFile(storage, file).write(model::write);
  }

  /**
   * Reads it.
   *
   * @param horizon that it must have
   * @throws InputException if it is damaged or has another one
   */
  LinearGaussianModel read(Horizon horizon) {
    LinearGaussianModel model = new NumberFile(storage, file).read(LinearGaussianModel::read);
    if (!model.horizon().equals(horizon)) {
      throw new InputException(
          "%s forecasts windows by %s but the model.json beside it says %s; publish the model again"
              .formatted(file, model.horizon(), horizon));
    }
    return model;
  }
}
