package org.ravel.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a record of RFC 4180 apart, line by line: quotes are doubled, values in quotes may hold
 * commas and line ends. A value without quotes and characters is null; white space is kept.
 */
final class CsvParser {
  private static final int LONGEST = 1 << 28;

  private final StringBuilder raw = new StringBuilder();
  private final StringBuilder value = new StringBuilder();
  private final List<String> values = new ArrayList<>();
  private final char separator;
  private State state = State.START;

  private enum State {
    START,
    PLAIN,
    QUOTED,
    /** Behind a quote within quotes, which ends the value or is the first of two. */
    QUOTE
  }

  CsvParser(char separator) {
    this.separator = separator;
  }

  /**
   * Takes the next line, without its line feed.
   *
   * @return whether the record is complete
   * @throws IllegalArgumentException if it is none, with the reason
   */
  boolean add(String line) {
    if (state == State.QUOTED) {
      raw.append('\n');
      value.append('\n');
    }
    int end = line.length();
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      if (c == '\r' && i == end - 1 && state != State.QUOTED) {
        end--;
      } else {
        add(c);
      }
    }
    raw.append(line, 0, end);
    if (state == State.QUOTED) {
      if (raw.length() > LONGEST) {
        throw new IllegalArgumentException(
            "a quote is not closed within %,d characters".formatted(LONGEST));
      }
      return false;
    }
    endValue();
    return true;
  }

  private void add(char c) {
    switch (state) {
      case START, PLAIN -> {
        if (c == separator) {
          endValue();
        } else if (c == '"' && state == State.START) {
          state = State.QUOTED;
        } else {
          state = State.PLAIN;
          value.append(c);
        }
      }
      case QUOTED -> {
        if (c == '"') {
          state = State.QUOTE;
        } else {
          value.append(c);
        }
      }
      case QUOTE -> {
        if (c == '"') {
          state = State.QUOTED;
          value.append(c);
        } else if (c == separator) {
          endValue();
        } else {
          throw new IllegalArgumentException("there is text behind a closing quote");
        }
      }
    }
  }

  private void endValue() {
    values.add(state == State.START ? null : value.toString());
    value.setLength(0);
    state = State.START;
  }

  /** The record as it stands in the file, without its line end. */
  String raw() {
    return raw.toString();
  }

  /** Its values. */
  List<String> values() {
    return values;
  }
}
