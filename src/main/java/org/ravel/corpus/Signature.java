package org.ravel.corpus;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** How files begin that are no plain text in UTF-8. */
enum Signature {
  UTF_32_LITTLE_ENDIAN(
      "FF FE 00 00", "text in UTF-32", "convert it to UTF-8: iconv -f UTF-32 -t UTF-8"),
  UTF_32_BIG_ENDIAN(
      "00 00 FE FF", "text in UTF-32", "convert it to UTF-8: iconv -f UTF-32 -t UTF-8"),
  UTF_16_LITTLE_ENDIAN("FF FE", "text in UTF-16", "convert it to UTF-8: iconv -f UTF-16 -t UTF-8"),
  UTF_16_BIG_ENDIAN("FE FF", "text in UTF-16", "convert it to UTF-8: iconv -f UTF-16 -t UTF-8"),
  GZIP("1F 8B 08", "compressed by gzip", "give it the suffix .gz"),
  BZIP2("42 5A 68 .. 31 41 59 26 53 59", "compressed by bzip2", "give it the suffix .bz2"),
  ZSTANDARD("28 B5 2F FD", "compressed by zstd", "decompress it, or compress it with gzip"),
  XZ("FD 37 7A 58 5A 00", "compressed by xz", "decompress it, or compress it with gzip"),
  LZ4("04 22 4D 18", "compressed by lz4", "decompress it, or compress it with gzip"),
  SNAPPY(
      "FF 06 00 00 73 4E 61 50 70 59",
      "compressed by snappy in frames",
      "decompress it, or compress it with gzip"),
  LZIP("4C 5A 49 50 01", "compressed by lzip", "decompress it, or compress it with gzip"),
  LZOP("89 4C 5A 4F 00", "compressed by lzop", "decompress it, or compress it with gzip"),
  COMPRESS("1F 9D", "compressed by compress", "decompress it, or compress it with gzip"),
  ZIP("50 4B 03 04", "a zip archive (or a document in one)", "unpack it"),
  SEVEN_ZIP("37 7A BC AF 27 1C", "a 7z archive", "unpack it"),
  RAR("52 61 72 21 1A 07", "a rar archive", "unpack it"),
  TAR("75 73 74 61 72", 257, "a tar archive", "unpack it"),
  PDF("25 50 44 46 2D", "a PDF document", "extract its text"),
  OFFICE("D0 CF 11 E0 A1 B1 1A E1", "an Office document", "extract its text"),
  PARQUET("50 41 52 31 15", "a Parquet file", "extract its text"),
  AVRO("4F 62 6A 01", "an Avro file", "extract its text"),
  SEQUENCE_FILE("53 45 51 06", "a sequence file of Hadoop's", "extract its text"),
  SQLITE(
      "53 51 4C 69 74 65 20 66 6F 72 6D 61 74 20 33 00", "a SQLite database", "extract its text"),
  PROGRAM("7F 45 4C 46", "a program", "take it out of the input");

  private final String hex;
  private final int offset;
  private final String what;
  private final String remedy;

  Signature(String hex, String what, String remedy) {
    this(hex, 0, what, remedy);
  }

  /** Bytes in hexadecimal, two dots for any. */
  Signature(String hex, int offset, String what, String remedy) {
    this.hex = hex;
    this.offset = offset;
    this.what = what;
    this.remedy = remedy;
  }

  /** That of a file which begins with {@code start[0, length)}. */
  static Optional<Signature> of(byte[] start, int length) {
    return Arrays.stream(values()).filter(signature -> signature.fits(start, length)).findFirst();
  }

  private boolean fits(byte[] start, int length) {
    int end = offset + (hex.length() + 1) / 3;
    return length >= end
        && HexFormat.ofDelimiter(" ").withUpperCase().formatHex(start, offset, end).matches(hex);
  }

  /** What such a file is. */
  String what() {
    return what;
  }

  /** What makes it readable. */
  String remedy() {
    return remedy;
  }
}
