package org.ravel.training;

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
   * @param loss nats per token on the validation split; empty where there is none
   * @param sample generated text, to look at; may be empty
   */
  record Validation(OptionalDouble loss, String sample) {}
}
