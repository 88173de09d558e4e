package org.ravel.config;

/** A part of the corpus, named by what it is for. */
public enum Split {
  /** What the model learns from. */
  TRAIN,
  /** What decides when to stop and which model is best. */
  VALIDATION,
  /** What is reported. */
  TEST;

  /** The name in configuration, manifests and paths. */
  public String key() {
    return ConfigNames.of(this);
  }
}
