package org.ravel.table;

import static java.util.Locale.ROOT;

import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ravel.error.InputException;

/**
 * The header of an {@code .npy} file, as NumPy's format 1 to 3 has it.
 *
 * @param type of the numbers
 * @param littleEndian whether the lowest byte of a number comes first
 * @param rows size of the first dimension
 * @param steps vectors of a row: 1 of a matrix, the size of the second dimension of three
 * @param width numbers of a vector
 * @param offset where the numbers begin
 */
record NpyHeader(NumberType type, boolean littleEndian, int rows, int steps, int width, int offset)
    implements Serializable {
  /** So much is enough for the header of any array of numbers. */
  static final int MOST = 1 << 17;

  /** A row is read in one piece. */
  static final int MOST_ROW_BYTES = 1 << 30;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=])([a-z]\\d+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");

  /** What a number is in the file. */
  enum NumberType {
    U1(1),
    I1(1),
    U2(2),
    I2(2),
    I4(4),
    F2(2),
    F4(4),
    F8(8);

    private final int bytes;

    NumberType(int bytes) {
      this.bytes = bytes;
    }

    private double read(ByteBuffer from) {
      return switch (this) {
        case U1 -> from.get() & 0xFF;
        case I1 -> from.get();
        case U2 -> from.getShort() & 0xFFFF;
        case I2 -> from.getShort();
        case I4 -> from.getInt();
        case F2 -> half(from.getShort());
        case F4 -> from.getFloat();
        case F8 -> from.getDouble();
      };
    }

    /** IEEE 754 of 16 bits. */
    private static double half(short bits) {
      int exponent = bits >> 10 & 0x1F;
      int fraction = bits & 0x3FF;
      double size =
          switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (fraction | 0x400), exponent - 25);
          };
      return bits < 0 ? -size : size;
    }
  }

  /**
   * Reads it.
   *
   * @param start of the file
   * @throws InputException if it is none, or of an array that does not hold images' features
   */
  static NpyHeader parse(String path, byte[] start) {
    if (start.length < MAGIC.length
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw refuse(path, "does not begin as NumPy's arrays do", "write it with numpy.save");
    }
    ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    boolean isShort = start.length > MAGIC.length && start[MAGIC.length] == 1;
    int begin = isShort ? 10 : 12;
    if (start.length < begin) {
      throw refuse(path, "is cut off in its header", "restore it");
    }
    long length = isShort ? bytes.getShort(8) & 0xFFFF : bytes.getInt(8) & 0xFFFFFFFFL;
    if (begin + length > start.length) {
      throw refuse(path, "is cut off in its header", "restore it");
    }
    String header = new String(start, begin, (int) length, StandardCharsets.UTF_8);
    Matcher type = TYPE.matcher(header);
    Matcher fortran = FORTRAN.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!type.find() || !fortran.find() || !shape.find()) {
      throw refuse(path, "has the header " + header.strip(), "write an array of numbers");
    }
    if (fortran.group(1).equals("True")) {
      throw refuse(
          path, "is in the order of Fortran", "write numpy.ascontiguousarray of the array");
    }
    NumberType number = type(path, type.group(2));
    long[] sizes =
        Arrays.stream(shape.group(1).split(",", -1))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .mapToLong(NpyHeader::size)
            .toArray();
    if (sizes.length < 2 || sizes.length > 3 || sizes[1] < 1 || sizes[sizes.length - 1] < 1) {
      throw refuse(
          path,
          "has the shape (%s)".formatted(shape.group(1)),
          "give it the shape (images, features) or (images, places, features)");
    }
    long steps = sizes.length == 2 ? 1 : sizes[1];
    long width = sizes[sizes.length - 1];
    long most = MOST_ROW_BYTES / number.bytes;
    // By division: a product of sizes may be larger than any number.
    if (sizes[0] > Integer.MAX_VALUE || width > most || steps > most / width) {
      throw refuse(
          path,
          "has the shape (%s), but there may be at most %,d images in a file and %,d numbers of %s for an image"
              .formatted(shape.group(1), Integer.MAX_VALUE, most, number.name().toLowerCase(ROOT)),
          "write fewer of them, or restore the file if it should have another shape");
    }
    return new NpyHeader(
        number,
        !type.group(1).equals(">"),
        (int) sizes[0],
        (int) steps,
        (int) width,
        (int) (begin + length));
  }

  /** One that is too large for any file stands for all that are larger. */
  private static long size(String digits) {
    return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static NumberType type(String path, String name) {
    return Arrays.stream(NumberType.values())
        .filter(type -> type.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                refuse(
                    path,
                    "has numbers of the type " + name,
                    "write one of u1, i1, u2, i2, i4, f2, f4, f8"));
  }

  static InputException refuse(String path, String what, String remedy) {
    return new InputException("%s %s; %s".formatted(path, what, remedy));
  }

  /** Bytes of a row. */
  int rowBytes() {
    return Math.multiplyExact(Math.multiplyExact(steps, width), type.bytes);
  }

  /** Bytes of all rows. */
  long bytes() {
    return (long) rows * rowBytes();
  }

  /** The numbers of a row, shape [steps, width], in single precision. */
  float[] row(byte[] rows, int row) {
    ByteBuffer bytes =
        ByteBuffer.wrap(rows, row * rowBytes(), rowBytes())
            .order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    float[] numbers = new float[steps * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) type.read(bytes);
    }
    return numbers;
  }
}
