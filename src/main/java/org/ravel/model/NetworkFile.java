package org.ravel.model;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/**
 * DL4J's file of a network: a zip with the configuration in JSON, the parameters, and the updater's
 * state where it has one.
 *
 * <p>DL4J writes it. It is read here, because the file may come from anybody: DL4J deserialises a
 * Java object where it finds one in the zip, loads whatever class the JSON names, and allocates
 * what headers ask for. A file of this class's own reading holds three entries in one order, and
 * nothing is allocated that does not follow from layers that fit together and from the file's size.
 */
final class NetworkFile {
  private static final String CONFIGURATION = "configuration.json";
  private static final String PARAMETERS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";
  private static final int MAX_CONFIGURATION = 1 << 20;

  /** Deflate makes no more of a byte: 258 bytes of two bits. */
  private static final long MAX_INFLATION = 1032;

  private final Path file;
  private final long length;
  private final int vocabularySize;
  private final ZipInputStream zip;

  private NetworkFile(Path file, long length, int vocabularySize, ZipInputStream zip) {
    this.file = file;
    this.length = length;
    this.vocabularySize = vocabularySize;
    this.zip = zip;
  }

  static void write(Storage storage, MultiLayerNetwork network, Path file) {
    storage.writing(
        file,
        fileSystem -> {
          try (OutputStream out = fileSystem.create(file)) {
            ModelSerializer.writeModel(network, out, true);
          }
          return null;
        });
  }

  /**
   * Reads a network with its updater's state.
   *
   * @param vocabularySize that it must have
   * @throws InputException if it is anything else
   */
  static MultiLayerNetwork read(Storage storage, Path file, int vocabularySize) {
    long length = storage.status(file).getLen();
    return storage.reading(
        file,
        fileSystem -> {
          try (ZipInputStream zip =
              new ZipInputStream(new BufferedInputStream(fileSystem.open(file), 1 << 16))) {
            return new NetworkFile(file, length, vocabularySize, zip).read();
          } catch (ZipException | EOFException e) {
            throw refusal(file, "is no whole zip file (%s)".formatted(e.getMessage()), e);
          }
        });
  }

  private MultiLayerNetwork read() throws IOException {
    requireEntry(null, CONFIGURATION);
    MultiLayerConfiguration configuration =
        NetworkConfiguration.parse(file.toString(), configurationText());
    long parameters = LayerChain.parameters(file.toString(), configuration, vocabularySize);
    if (parameters > Integer.MAX_VALUE || parameters * Float.BYTES / MAX_INFLATION > length) {
      throw refusal(
          file,
          "describes a network of %,d parameters, which the %,d bytes of %s cannot hold"
              .formatted(parameters, length, file.getName()),
          null);
    }
    requireEntry(CONFIGURATION, PARAMETERS);
    INDArray flat = Nd4j.createUninitialized(DataType.FLOAT, 1, parameters);
    readInto(flat, PARAMETERS);
    MultiLayerNetwork network = network(configuration, flat);
    readUpdaterState(network);
    return network;
  }

  private MultiLayerNetwork network(MultiLayerConfiguration configuration, INDArray parameters) {
    configuration.setDataType(parameters.dataType());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    return network;
  }

  private void readUpdaterState(MultiLayerNetwork network) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    if (entry == null) {
      return;
    }
    requireName(entry, PARAMETERS, UPDATER);
    INDArray state = network.getUpdater().getStateViewArray();
    if (state == null) {
      throw refusal(file, "holds %s but its updater has no state".formatted(UPDATER), null);
    }
    readInto(state, UPDATER);
    ZipEntry further = zip.getNextEntry();
    if (further != null) {
      requireName(further, UPDATER, null);
    }
  }

  private void readInto(INDArray array, String entry) throws IOException {
    new StoredArray("%s: %s".formatted(file, entry), zip).readInto(array);
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
    if (entry == null) {
      String found = before == null ? "is empty or no zip file" : "ends after " + before;
      throw refusal(file, found + rule(), null);
    }
    requireName(entry, before, name);
  }

  private void requireName(ZipEntry entry, String before, String name) {
    if (!entry.getName().equals(name)) {
      String found =
          before == null
              ? "begins with " + entry.getName()
              : "holds %s after %s".formatted(entry.getName(), before);
      throw refusal(file, found + rule(), null);
    }
  }

  private static String rule() {
    return " but must hold %s, %s and, with some updaters, %s, in this order and nothing else"
        .formatted(CONFIGURATION, PARAMETERS, UPDATER);
  }

  private static InputException refusal(Path file, String what, Throwable cause) {
    return new InputException("%s %s; publish the model again".formatted(file, what), cause);
  }
}
