package org.ravel.config;

/** What happens when the input is not UTF-8. */
public enum MalformedText {
  /** The command ends and names file and offset. */
  FAIL,
  /** Each malformed sequence becomes U+FFFD. */
  REPLACE
}
