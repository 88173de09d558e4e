package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/** What a model learns. */
public enum Task {
  /** The next token of a text. */
  @JsonProperty("language-model")
  LANGUAGE_MODEL("token"),
  /** A label for each step of a sequence. */
  @JsonProperty("labelling")
  LABELLING("label"),
  /** A label for a whole sequence. */
  @JsonProperty("classification")
  CLASSIFICATION("sequence"),
  /** Any number of labels for a whole sequence. */
  @JsonProperty("multi-label")
  MULTI_LABEL("sequence"),
  /**
   * Whether a string belongs to a formal language, or which symbols may follow each of its symbols.
   */
  @JsonProperty("recognition")
  RECOGNITION("decision"),
  /** Real numbers that are said of a whole sequence. */
  @JsonProperty("regression")
  REGRESSION("value"),
  /** Another sequence, such as a translation. */
  @JsonProperty("translation")
  TRANSLATION("token"),
  /** Labels of the nodes of trees, or of their roots. */
  @JsonProperty("tree")
  TREE("node"),
  /** What is said of an image, whose features are read. */
  @JsonProperty("captioning")
  CAPTIONING("token"),
  /** The next values of series. */
  @JsonProperty("forecasting")
  FORECASTING("value");

  private final String target;

  Task(String target) {
    this.target = target;
  }

  /** Those that label a sequence or its steps, or give it numbers. */
  static List<Task> ofLabelledSequences() {
    return List.of(LABELLING, CLASSIFICATION, MULTI_LABEL, RECOGNITION, REGRESSION);
  }

  /** The same, and those that foretell the next step among symbols. */
  static List<Task> ofSequences() {
    return Stream.concat(Stream.of(LANGUAGE_MODEL), ofLabelledSequences().stream()).toList();
  }

  /** Whether its targets are text of their own steps, which a decoder writes. */
  public boolean writesText() {
    return this == TRANSLATION || this == CAPTIONING;
  }

  /** Whether what is predicted are labels, and not tokens of a text. */
  public boolean hasLabels() {
    return this != LANGUAGE_MODEL && !predictsNumbers() && !writesText();
  }

  /** Whether what is predicted are real numbers. */
  public boolean predictsNumbers() {
    return this == FORECASTING || this == REGRESSION;
  }

  /** What is counted as one target: a word whose plural ends with an s. */
  public String target() {
    return target;
  }
}
