package org.ravel.network.module;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The last layer of a network, which knows what its activations are worth. See {@link Layer}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface HeadLayer {

  /** Features of a step of the input. */
  int inputs();

  /**
   * The parameters of its own, in the order of the flat vector.
   *
   * @param prefix of their names, such as {@code 2_}
   */
  List<ParameterShape> parameters(String prefix);

  /**
   * Checks that what it shares is there.
   *
   * @param all parameters of the network
   * @throws IllegalArgumentException if it is not
   */
  default void require(List<ParameterShape> all) {}

  /**
   * A head on these parameters.
   *
   * @param gradients where a backward pass adds to; null for a head that only predicts
   */
  Head open(String prefix, Parameters values, Parameters gradients);
}
