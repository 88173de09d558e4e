package org.ravel.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.sequence.Field;

/** A batch's fields as Deeplearning4j's layers read them. */
public final class BatchArrays {
  private BatchArrays() {}

  /** Ids, shape [rows, steps]. */
  public static INDArray ids(Field field) {
    int[][] ids = new int[field.rows()][field.steps()];
    for (int row = 0; row < ids.length; row++) {
      for (int step = 0; step < field.steps(); step++) {
        ids[row][step] = field.id(row, step);
      }
    }
    return Nd4j.createFromArray(ids);
  }

  /** 1 where a row has a step and 0 elsewhere, shape [rows, steps]; null if nothing pads. */
  public static INDArray mask(Field field) {
    if (field.isFull()) {
      return null;
    }
    float[][] mask = new float[field.rows()][field.steps()];
    for (int row = 0; row < mask.length; row++) {
      for (int step = 0; step < field.steps(); step++) {
        mask[row][step] = field.has(row, step) ? 1 : 0;
      }
    }
    return Nd4j.createFromArray(mask);
  }
}
