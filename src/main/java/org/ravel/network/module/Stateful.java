package org.ravel.network.module;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A module that hands a state from one batch to the next. */
public interface Stateful {

  /**
   * Sets where the next forward pass begins.
   *
   * @param state by name, shape [rows, units]; empty for zero
   */
  void start(Map<String, INDArray> state);

  /** Where the last forward pass ended, row by row at the row's own end. Arrays of the caller's. */
  Map<String, INDArray> reached();

  /**
   * The gradient of the state that the last forward pass began with, once its backward pass has
   * run. Arrays of the caller's.
   */
  Map<String, INDArray> startGradient();
}
