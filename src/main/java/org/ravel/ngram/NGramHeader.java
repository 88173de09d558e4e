package org.ravel.ngram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.error.InputException;

/**
 * The beginning of a model's file. All numbers have their lowest byte first:
 *
 * <pre>
 *   8 bytes     "RAVELNGM"
 *   4 × int     version (1 interpolated, 2 backing off), order, tokens of the vocabulary, parts
 *   longs       bytes of each part
 *   doubles     the probability of each token without a history
 *   parts       see {@link NGramPart}: part {@code t mod parts} has what begins with token {@code t}
 * </pre>
 *
 * @param order tokens of the longest n-gram
 * @param combination what the shares of n-grams are
 * @param partLengths bytes of each part; none where there are only unigrams
 * @param unigrams by token
 */
public record NGramHeader(
    int order, Combination combination, List<Integer> partLengths, double[] unigrams) {

  /** How the orders make one probability; the version of the format says which. */
  public enum Combination {
    /** Each n-gram adds its share, by what the longer ones leave. */
    INTERPOLATED(1),
    /** The longest n-gram that is there has the whole probability. */
    BACKING_OFF(2);

    private final int version;

    Combination(int version) {
      this.version = version;
    }
  }

  private static final int LAST_VERSION = Combination.BACKING_OFF.version;

  private static final long MAGIC =
      ByteBuffer.wrap("RAVELNGM".getBytes(StandardCharsets.US_ASCII))
          .order(ByteOrder.LITTLE_ENDIAN)
          .getLong();
  private static final int FIXED = Long.BYTES + 4 * Integer.BYTES;

  /** Bytes of it. */
  long length() {
    return length(partLengths.size(), unigrams.length);
  }

  private static long length(int parts, int tokens) {
    return FIXED + (long) Long.BYTES * parts + (long) Double.BYTES * tokens;
  }

  /** Bytes of the whole file. */
  long fileLength() {
    return length() + partLengths.stream().mapToLong(Integer::longValue).sum();
  }

  /** What is written. */
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length())).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(MAGIC)
        .putInt(combination.version)
        .putInt(order)
        .putInt(unigrams.length)
        .putInt(partLengths.size());
    partLengths.forEach(out::putLong);
    Arrays.stream(unigrams).forEach(out::putDouble);
    return out.array();
  }

  /** What has the same length in every file. */
  private record Fixed(Combination combination, int order, int tokens, int parts) {
    static Fixed read(ByteBuffer in, String name) {
      in.order(ByteOrder.LITTLE_ENDIAN);
      if (in.getLong() != MAGIC) {
        throw new InputException(
            "%s holds no n-grams: it does not begin with RAVELNGM; publish the model again"
                .formatted(name));
      }
      int version = in.getInt();
      if (version < 1 || version > LAST_VERSION) {
        throw new InputException(
            "%s has version %d of the format of n-grams but this version of Ravel reads 1 to %d; use the one that wrote it"
                .formatted(name, version, LAST_VERSION));
      }
      return new Fixed(
          version == Combination.BACKING_OFF.version
              ? Combination.BACKING_OFF
              : Combination.INTERPOLATED,
          in.getInt(),
          in.getInt(),
          in.getInt());
    }
  }

  /**
   * Reads the number of tokens of the vocabulary alone.
   *
   * @param in the file from its first byte on, of which no more than a few are read
   * @param name of the file, for the message
   * @throws InputException if the file does not begin so
   */
  static int tokens(InputStream in, String name) throws IOException {
    byte[] fixed = in.readNBytes(FIXED);
    if (fixed.length < FIXED) {
      throw damaged(name);
    }
    return Fixed.read(ByteBuffer.wrap(fixed), name).tokens();
  }

  /**
   * Reads it.
   *
   * @param in the beginning of the file
   * @param fileLength bytes of the file
   * @param name of the file, for the message
   * @throws InputException if the file does not begin so, or has another length
   */
  static NGramHeader read(ByteBuffer in, long fileLength, String name) {
    try {
      Fixed fixed = Fixed.read(in, name);
      int order = fixed.order();
      int tokens = fixed.tokens();
      int parts = fixed.parts();
      if (order < 1 || tokens < 1 || parts < 0 || length(parts, tokens) > fileLength) {
        throw damaged(name);
      }
      List<Integer> lengths = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        lengths.add(Math.toIntExact(in.getLong()));
      }
      double[] unigrams = new double[tokens];
      Arrays.setAll(unigrams, token -> in.getDouble());
      NGramHeader header = new NGramHeader(order, fixed.combination(), lengths, unigrams);
      if (header.fileLength() != fileLength || (order > 1 && parts == 0)) {
        throw damaged(name);
      }
      return header;
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw damaged(name);
    }
  }

  static InputException damaged(String name) {
    return new InputException(
        "%s is cut off or was altered: its parts have other lengths than it says; publish the model again"
            .formatted(name));
  }
}
