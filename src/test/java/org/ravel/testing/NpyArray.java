package org.ravel.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes what {@code numpy.save} does. */
public final class NpyArray {
  private NpyArray() {}

  /**
   * Writes an array, compressed where the file's name ends with {@code .gz}.
   *
   * @param type such as {@code <f4}
   * @param shape such as {@code (2, 3)}
   */
  public static void write(Path file, String type, String shape, double... numbers)
      throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(bytes(type, shape, numbers));
    }
  }

  /** The file's bytes. */
  public static byte[] bytes(String type, String shape, double... numbers) {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    // NumPy pads the header so that the numbers begin at a multiple of 64.
    int padding = 63 - (10 + header.length()) % 64;
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + text.length + 8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
    bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      put(bytes, type.substring(1), number);
    }
    byte[] written = new byte[bytes.position()];
    bytes.flip().get(written);
    return written;
  }

  private static void put(ByteBuffer bytes, String type, double number) {
    switch (type) {
      case "u1", "i1" -> bytes.put((byte) number);
      case "u2", "i2" -> bytes.putShort((short) number);
      case "i4" -> bytes.putInt((int) number);
      // What a half holds is given as its bits.
      case "f2" -> bytes.putShort((short) (int) number);
      case "f4" -> bytes.putFloat((float) number);
      default -> bytes.putDouble(number);
    }
  }
}
