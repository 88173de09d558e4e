package org.ravel.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LockedDropoutTest {
  private static final int MINIBATCH = 40;
  private static final int FEATURES = 50;
  private static final int TIME = 6;
  private static final double KEPT = 0.8;

  /** What is dropped differs by row and feature, never by step, and the gradient goes its way. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dropsAFeatureOfASequenceAtAllStepsOrAtNone(boolean timeMajor) {
    Nd4j.getRandom().setSeed(5);
    LockedDropout dropout = new LockedDropout(KEPT, timeMajor);
    INDArray dropped =
        dropout.applyDropout(
            ones(timeMajor), ones(timeMajor), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    INDArray gradient = dropout.backprop(ones(timeMajor), ones(timeMajor), 0, 0);
    int zeros = 0;
    for (int row = 0; row < MINIBATCH; row++) {
      for (int feature = 0; feature < FEATURES; feature++) {
        double first = at(dropped, timeMajor, row, feature, 0);
        assertThat(first).isIn(0.0, (double) (float) (1 / KEPT));
        zeros += first == 0 ? 1 : 0;
        for (int step = 0; step < TIME; step++) {
          assertThat(at(dropped, timeMajor, row, feature, step)).isEqualTo(first);
          assertThat(at(gradient, timeMajor, row, feature, step)).isEqualTo(first);
        }
      }
    }
    // Five standard deviations about a fifth of 2,000.
    assertThat(zeros).isBetween(310, 490);
  }

  private static INDArray ones(boolean timeMajor) {
    return timeMajor
        ? Nd4j.ones(DataType.FLOAT, TIME, MINIBATCH, FEATURES)
        : Nd4j.ones(DataType.FLOAT, MINIBATCH, FEATURES, TIME);
  }

  private static double at(INDArray array, boolean timeMajor, int row, int feature, int step) {
    return timeMajor ? array.getDouble(step, row, feature) : array.getDouble(row, feature, step);
  }
}
