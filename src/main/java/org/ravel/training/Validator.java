package org.ravel.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ravel.network.Network;

/** Measures the network during training; given by whoever composes training and evaluation. */
@FunctionalInterface
public interface Validator {

  /** Measures the network as it is now. */
  Validation validate(Network network);

  /**
   * What was measured.
   *
   * @param loss nats per target on the validation split; empty where there is none
   * @param figures more that was measured there, by name, the most important one first; each is a
   *     share of 1, or of series an error in their own units
   * @param sample generated text, to look at; may be empty
   * @param sentences what an encoder and decoder write, to look at; may be empty
   */
  record Validation(
      OptionalDouble loss,
      Map<String, Double> figures,
      String sample,
      List<WrittenSentence> sentences) {

    public Validation {
      figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
      sentences = List.copyOf(sentences);
    }

    /** Without more figures. */
    public Validation(OptionalDouble loss, String sample) {
      this(loss, Map.of(), sample, List.of());
    }
  }

  /**
   * A sentence of the validation split.
   *
   * @param output what the network writes for the source
   */
  record WrittenSentence(String source, String reference, String output) {}
}
