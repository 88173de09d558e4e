package org.ravel.example;

/** Says what is wrong with a record. */
public final class MalformedExample extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedExample(String message) {
    super(message);
  }
}
