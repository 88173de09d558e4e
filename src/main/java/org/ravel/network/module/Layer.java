package org.ravel.network.module;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * What a module is made from: numbers and choices, no memory. It checks its own widths, since
 * native code takes them on trust.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface Layer {

  /** Features of a step of the input. */
  int inputs();

  /** Features of a step of the output. */
  int width();

  /**
   * The parameters, in the order of the flat vector.
   *
   * @param prefix of their names, such as {@code 0_}
   */
  List<ParameterShape> parameters(String prefix);

  /**
   * The widths of the states that another network may begin it with, by their names; none but of
   * layers that hand a state from step to step.
   */
  default Map<String, Integer> states() {
    return Map.of();
  }

  /**
   * A module on these parameters.
   *
   * @param gradients where a backward pass adds to; null for a module that only predicts
   */
  Module open(String prefix, Parameters values, Parameters gradients);
}
