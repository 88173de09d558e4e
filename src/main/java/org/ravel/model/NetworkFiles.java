package org.ravel.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.network.NetworkJson;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Topology;
import org.ravel.network.module.Parameters;
import org.ravel.storage.Storage;

/**
 * A network's two files: {@code specification.json} with its layers and {@code parameters.bin} with
 * their numbers, single precision, lowest byte first, without anything else. They may come from
 * anybody: the first is read as data, and the second must be exactly as long as the layers of the
 * first say before any memory is taken.
 */
final class NetworkFiles {
  static final String SPECIFICATION = "specification.json";
  static final String PARAMETERS = "parameters.bin";

  /** Bytes of the largest description that is read. */
  private static final int MAX_TEXT = 1 << 20;

  private static final int BLOCK = 1 << 16;

  private final Storage storage;
  private final Path specification;
  private final Path parameters;

  NetworkFiles(Storage storage, Path folder) {
    this.storage = storage;
    this.specification = new Path(folder, SPECIFICATION);
    this.parameters = new Path(folder, PARAMETERS);
  }

  /** Writes both, and gives a description their digests. */
  ModelDescription write(NetworkSnapshot network, ModelDescription description) {
    storage.writeText(specification, network.description() + "\n");
    storage.writing(
        parameters,
        fileSystem -> {
          try (OutputStream out = new BufferedOutputStream(fileSystem.create(parameters))) {
            write(network.parameters(), out);
          }
          return null;
        });
    return description.withDigests(storage.sha256(specification), storage.sha256(parameters));
  }

  private static void write(float[] numbers, OutputStream out) throws IOException {
    byte[] bytes = new byte[BLOCK * Float.BYTES];
    FloatBuffer block = floats(bytes);
    for (int start = 0; start < numbers.length; start += BLOCK) {
      int count = Math.min(BLOCK, numbers.length - start);
      block.clear().put(numbers, start, count);
      out.write(bytes, 0, count * Float.BYTES);
    }
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /**
   * Reads a network.
   *
   * @param ends that it must have
   * @throws InputException if it is anything else
   */
  NetworkSnapshot read(NetworkEnds ends) {
    Topology topology = topology(ends);
    long numbers = Parameters.numbers(topology.parameters());
    long length = storage.status(parameters).getLen();
    if (numbers > Integer.MAX_VALUE || numbers * Float.BYTES != length) {
      throw new InputException(
          "%s has %,d bytes but the layers in %s have %,d parameters of 4 bytes; publish the model again"
              .formatted(parameters, length, SPECIFICATION, numbers));
    }
    float[] values = new float[(int) numbers];
    storage.reading(
        parameters,
        fileSystem -> {
          try (InputStream in = fileSystem.open(parameters)) {
            read(values, in);
          }
          return null;
        });
    return new NetworkSnapshot(topology, values);
  }

  private Topology topology(NetworkEnds ends) {
    String text = storage.readText(specification, MAX_TEXT);
    try {
      Topology topology = NetworkJson.topology(text);
      EndWidths.require(topology, ends);
      return topology;
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "%s describes no network of this project: %s; publish the model again"
              .formatted(specification, e.getMessage()),
          e);
    }
  }

  private void read(float[] values, InputStream in) throws IOException {
    byte[] bytes = new byte[BLOCK * Float.BYTES];
    FloatBuffer block = floats(bytes);
    for (int start = 0; start < values.length; start += BLOCK) {
      int count = Math.min(BLOCK, values.length - start);
      if (in.readNBytes(bytes, 0, count * Float.BYTES) < count * Float.BYTES) {
        throw new InputException("%s is cut off; publish the model again".formatted(parameters));
      }
      block.clear().get(values, start, count);
    }
  }
}
