package org.ravel.config;

/** What happens when the input is malformed. */
public enum MalformedText {
  /** The command ends and names the place. */
  FAIL,
  /** What is not UTF-8 becomes U+FFFD. */
  REPLACE,
  /** Malformed records of labelled and classified sequences are left out, and counted. */
  SKIP
}
