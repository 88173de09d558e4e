package org.ravel.table;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Finds the cells of a line that is divided into columns.
 *
 * @param separator one character between two cells; null for one or more spaces and tabs
 */
record LineCells(String separator) implements Serializable {

  /**
   * Where the cells of a line are.
   *
   * @param bounds where the first one begins and ends, then the next one
   */
  record Cells(String line, int[] bounds) {

    int count() {
      return bounds.length / 2;
    }

    /** Where a cell begins; they are numbered from 0. */
    int start(int cell) {
      return bounds[2 * cell];
    }

    /** Where it ends. */
    int end(int cell) {
      return bounds[2 * cell + 1];
    }

    String cell(int cell) {
      return line.substring(start(cell), end(cell));
    }
  }

  /** The cells of a line; a carriage return at its end is in none. */
  Cells of(String line) {
    int end = line.endsWith("\r") ? line.length() - 1 : line.length();
    int[] bounds = new int[32];
    int count = 0;
    int at = 0;
    for (int i = 0; i < end; i++) {
      if (isSeparator(line.charAt(i))) {
        bounds = withRoom(bounds, count);
        bounds[count++] = at;
        bounds[count++] = i;
        while (separator == null && i + 1 < end && isSeparator(line.charAt(i + 1))) {
          i++;
        }
        at = i + 1;
      }
    }
    bounds = withRoom(bounds, count);
    bounds[count++] = at;
    bounds[count++] = end;
    return new Cells(line, Arrays.copyOf(bounds, count));
  }

  private boolean isSeparator(char c) {
    return separator == null ? c == ' ' || c == '\t' : c == separator.charAt(0);
  }

  private static int[] withRoom(int[] bounds, int count) {
    return count + 2 <= bounds.length ? bounds : Arrays.copyOf(bounds, 2 * bounds.length);
  }
}
