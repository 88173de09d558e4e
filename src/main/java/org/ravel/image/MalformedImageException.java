package org.ravel.image;

import org.ravel.error.InputException;

/** An image that cannot be read, while others can. */
public final class MalformedImageException extends InputException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with which image. */
  public MalformedImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
