package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model learns. */
public enum Task {
  /** The next token of a text. */
  @JsonProperty("language-model")
  LANGUAGE_MODEL,
  /** A label for each step of a sequence. */
  @JsonProperty("labelling")
  LABELLING,
  /** A label for a whole sequence. */
  @JsonProperty("classification")
  CLASSIFICATION
}
