package org.ravel.network.module;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The first layer of a network, which reads a batch's own columns. See {@link Layer}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface InputLayer {

  /** Features of a step of the output. */
  int width();

  /**
   * The parameters, in the order of the flat vector.
   *
   * @param prefix of their names, such as {@code 0_}
   */
  List<ParameterShape> parameters(String prefix);

  /**
   * A module on these parameters.
   *
   * @param gradients where a backward pass adds to; null for a module that only predicts
   */
  InputModule open(String prefix, Parameters values, Parameters gradients);
}
