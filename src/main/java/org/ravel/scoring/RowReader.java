package org.ravel.scoring;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Row;
import org.ravel.config.MalformedText;
import org.ravel.config.ScoringConfig.Format;
import org.ravel.error.InputException;

/**
 * Takes what is kept and what is scored out of a row as {@link InputTable} reads it.
 *
 * @param kept the indices of the columns that are kept
 * @param corrupt the index of the column that holds lines which could not be read; -1 if there is
 *     none
 * @param bytes the index of the text's bytes, behind which the place of the row's split stands
 */
record RowReader(
    Format format,
    String column,
    MalformedText malformed,
    List<Integer> kept,
    int corrupt,
    int bytes)
    implements Serializable {
  private static final char REPLACEMENT = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** The split that the row stands in, with a row. */
  Split split(int partition, Row row) {
    return new Split(
        partition,
        InputTable.path(row.getString(bytes + 1)),
        row.getLong(bytes + 2),
        row.getLong(bytes + 3),
        1);
  }

  /**
   * The row.
   *
   * @param place its place in the split, from 0
   * @throws InputException if it is malformed
   */
  InputRow read(Row row, Split split, long firstRow, long place) {
    if (corrupt >= 0 && !row.isNullAt(corrupt)) {
      throw new InputException(
          "%s: row %d from offset %d is no %s of the columns that the others have: %s; correct it"
              .formatted(
                  split.file(),
                  place,
                  split.start(),
                  format.name(),
                  shortly(row.getString(corrupt))));
    }
    String text = row.isNullAt(bytes) ? "" : decode(row.getAs(bytes), split, place);
    Object[] values = kept.stream().map(row::get).toArray();
    if (format == Format.TEXT) {
      text = plain(text, split, place);
      values = new Object[] {split.file(), text};
    }
    return new InputRow(firstRow + place, values, text);
  }

  /** Without what is no part of a line, or of a file's text. */
  private static String plain(String text, Split split, long place) {
    boolean marked =
        split.start() == 0 && place == 0 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    String unmarked = marked ? text.substring(1) : text;
    return unmarked.endsWith("\r") ? unmarked.substring(0, unmarked.length() - 1) : unmarked;
  }

  private String decode(byte[] utf8, Split split, long place) {
    if (malformed == MalformedText.REPLACE) {
      return new String(utf8, StandardCharsets.UTF_8);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      boolean replaced = format == Format.CSV || format == Format.JSON;
      if (replaced && text.indexOf(REPLACEMENT) >= 0) {
        throw malformed("holds U+FFFD, which stands where bytes were not UTF-8", split, place);
      }
      return text;
    } catch (CharacterCodingException e) {
      throw malformed("is not UTF-8", split, place);
    }
  }

  private InputException malformed(String what, Split split, long place) {
    return new InputException(
        "%s: %s of row %d from offset %d %s; correct the file, or set corpus.malformed=replace"
            .formatted(split.file(), column, place, split.start(), what));
  }

  private static String shortly(String line) {
    return line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }
}
