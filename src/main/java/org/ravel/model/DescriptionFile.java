package org.ravel.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/** The file that describes a model, as it is read. */
final class DescriptionFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DescriptionFile() {}

  /**
   * Reads one.
   *
   * @throws InputException if it is none, or has a format that is not known
   */
  static ModelDescription read(Storage storage, Path file) {
    ModelDescription description = parse(file, storage.readText(file, ModelStore.MAX_TEXT));
    if (description.format() < ModelDescription.OLDEST_FORMAT
        || description.format() > ModelDescription.NEWEST_FORMAT) {
      throw new InputException(
          "%s has format %d but this version reads %d to %d; use the version that wrote it"
              .formatted(
                  file,
                  description.format(),
                  ModelDescription.OLDEST_FORMAT,
                  ModelDescription.NEWEST_FORMAT));
    }
    return description;
  }

  private static ModelDescription parse(Path file, String text) {
    try {
      return JSON.readValue(text, ModelDescription.class);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s is not a model description: %s; publish the model again"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
