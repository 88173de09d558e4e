package org.ravel.table;

import org.ravel.error.InputException;

/** A record that is malformed, while the records behind it can be read. */
public final class MalformedRecordException extends InputException {
  private static final long serialVersionUID = 1L;

  MalformedRecordException(String message) {
    super(message);
  }
}
