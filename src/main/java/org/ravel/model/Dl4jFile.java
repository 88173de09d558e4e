package org.ravel.model;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.module.Parameters;
import org.ravel.storage.Storage;

/**
 * A network as models up to format 2 have it, in a file of Deeplearning4j's: a zip with the
 * configuration in JSON, the parameters, and the updater's state where it has one, which nobody
 * needs any more.
 *
 * <p>Deeplearning4j does not read it: it deserialises a Java object where it finds one in the zip,
 * loads whatever class the JSON names, and allocates what headers ask for. Here the JSON is data,
 * and nothing is allocated that does not follow from layers that fit together and from the file's
 * size.
 */
final class Dl4jFile {
  private static final String CONFIGURATION = "configuration.json";
  private static final String PARAMETERS = "coefficients.bin";
  private static final int MAX_CONFIGURATION = 1 << 20;

  /** Deflate makes no more of a byte: 258 bytes of two bits. */
  private static final long MAX_INFLATION = 1032;

  private final Path file;
  private final long length;
  private final int vocabularySize;
  private final ZipInputStream zip;

  private Dl4jFile(Path file, long length, int vocabularySize, ZipInputStream zip) {
    this.file = file;
    this.length = length;
    this.vocabularySize = vocabularySize;
    this.zip = zip;
  }

  /**
   * Reads a network.
   *
   * @param vocabularySize that it must have
   * @throws InputException if it is anything else
   */
  static NetworkSnapshot read(Storage storage, Path file, int vocabularySize) {
    long length = storage.status(file).getLen();
    return storage.reading(
        file,
        fileSystem -> {
          try (ZipInputStream zip =
              new ZipInputStream(new BufferedInputStream(fileSystem.open(file), 1 << 16))) {
            return new Dl4jFile(file, length, vocabularySize, zip).read();
          } catch (ZipException | EOFException e) {
            throw refusal(file, "is no whole zip file (%s)".formatted(e.getMessage()), e);
          }
        });
  }

  private NetworkSnapshot read() throws IOException {
    requireEntry(null, CONFIGURATION);
    Chain chain = chain(configurationText());
    long parameters = Parameters.numbers(chain.parameters());
    if (parameters > Integer.MAX_VALUE || parameters / MAX_INFLATION * Float.BYTES > length) {
      throw refusal(
          file,
          "describes a network of %,d parameters, which the %,d bytes of %s cannot hold"
              .formatted(parameters, length, file.getName()),
          null);
    }
    requireEntry(CONFIGURATION, PARAMETERS);
    float[] flat = new float[(int) parameters];
    new StoredArray("%s: %s".formatted(file, PARAMETERS), zip).readInto(flat);
    return new NetworkSnapshot(chain, flat);
  }

  private Chain chain(String json) {
    try {
      Chain chain = Dl4jDescription.chain(json);
      EndWidths.require(chain, NetworkEnds.text(vocabularySize));
      return chain;
    } catch (IllegalArgumentException e) {
      throw refusal(file, "describes no network that this version reads: " + e.getMessage(), e);
    }
  }

  private String configurationText() throws IOException {
    byte[] bytes = zip.readNBytes(MAX_CONFIGURATION + 1);
    if (bytes.length > MAX_CONFIGURATION) {
      throw refusal(
          file,
          "is not to be trusted: its %s has more than %,d bytes"
              .formatted(CONFIGURATION, MAX_CONFIGURATION),
          null);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refusal(file, "holds a %s that is not UTF-8".formatted(CONFIGURATION), e);
    }
  }

  private void requireEntry(String before, String name) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    String found =
        entry == null
            ? before == null ? "is empty or no zip file" : "ends after " + before
            : before == null
                ? "begins with " + entry.getName()
                : "holds %s after %s".formatted(entry.getName(), before);
    if (entry == null || !entry.getName().equals(name)) {
      throw refusal(
          file, "%s but must hold %s, then %s".formatted(found, CONFIGURATION, PARAMETERS), null);
    }
  }

  private static InputException refusal(Path file, String what, Throwable cause) {
    return new InputException("%s %s; train the model again".formatted(file, what), cause);
  }
}
