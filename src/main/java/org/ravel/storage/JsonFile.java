package org.ravel.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;

/** Records as files of JSON. */
public final class JsonFile {
  /** Bytes of the largest one that is read. */
  private static final int LIMIT = 1 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFile() {}

  /**
   * Reads one.
   *
   * @throws InputException if it is missing, too long, or something else
   */
  public static <T> T read(Storage storage, Path file, Class<T> type) {
    try {
      T value = JSON.readValue(storage.readText(file, LIMIT), type);
      if (value != null) {
        return value;
      }
      throw new InputException("%s holds nothing; restore it".formatted(file));
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s was altered or cut off: %s; restore it".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** Writes one; not atomic by itself. */
  public static void write(Storage storage, Path file, Object value) {
    storage.writeText(file, Json.text(value));
  }

  /**
   * Writes one that appears whole or not at all.
   *
   * @throws org.ravel.error.StorageException if there is one already, or the storage refuses
   */
  public static void publish(Storage storage, Path file, Object value) {
    OutputFile.write(storage, file, Json.text(value), false);
  }

  /** The same in place of one that may be there. */
  public static void replace(Storage storage, Path file, Object value) {
    OutputFile.write(storage, file, Json.text(value), true);
  }
}
