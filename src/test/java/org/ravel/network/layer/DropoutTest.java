package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;

class DropoutTest {
  private static final int STEPS = 50;
  private static final int ROWS = 20;
  private static final int WIDTH = 30;

  @ParameterizedTest
  @EnumSource
  void keepsThisShareAndTheMean(DropoutLayer.Mask mask) {
    INDArray output = module(0.7, mask).forward(ones(), training(1)).values();
    double kept = output.gt(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
    assertThat(kept).isCloseTo(0.7, within(mask == DropoutLayer.Mask.STEP ? 0.01 : 0.06));
    assertThat(output.maxNumber().doubleValue()).isCloseTo(1 / 0.7, within(1e-6));
    assertThat(output.minNumber().doubleValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theSeedDecides(DropoutLayer.Mask mask) {
    INDArray one = module(0.5, mask).forward(ones(), training(1)).values();
    assertThat(module(0.5, mask).forward(ones(), training(1)).values()).isEqualTo(one);
    assertThat(module(0.5, mask).forward(ones(), training(2)).values()).isNotEqualTo(one);
  }

  @Test
  void aMaskMayHoldForAWholeRow() {
    INDArray locked = module(0.5, DropoutLayer.Mask.SEQUENCE).forward(ones(), training(1)).values();
    INDArray free = module(0.5, DropoutLayer.Mask.STEP).forward(ones(), training(1)).values();
    for (int step = 1; step < STEPS; step++) {
      assertThat(locked.slice(step)).isEqualTo(locked.slice(0));
      assertThat(free.slice(step)).isNotEqualTo(free.slice(0));
    }
    assertThat(locked.slice(0).getRow(1)).isNotEqualTo(locked.slice(0).getRow(0));
  }

  /** The derivative of the output by the input is the same factor. */
  @ParameterizedTest
  @EnumSource
  void gradientsGoBackWhereFeaturesWentOn(DropoutLayer.Mask mask) {
    Module module = module(0.5, mask);
    INDArray output = module.forward(ones(), training(1)).values();
    assertThat(module.backward(Nd4j.ones(DataType.FLOAT, STEPS, ROWS, WIDTH))).isEqualTo(output);
  }

  @Test
  void nothingIsDroppedInPrediction() {
    Activations input = ones();
    Module module = module(0.5, DropoutLayer.Mask.STEP);
    assertThat(module.forward(input, Pass.PREDICTION).values()).isEqualTo(input.values());
  }

  @Test
  void aProbabilityIsChecked() {
    assertThatThrownBy(() -> new DropoutLayer(3, 0, DropoutLayer.Mask.STEP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a dropout layer keeps 0.0 of its features but must keep a share in (0, 1]");
  }

  private static Module module(double kept, DropoutLayer.Mask mask) {
    return new DropoutLayer(WIDTH, kept, mask).open("", null, null);
  }

  private static Pass training(long seed) {
    return new Pass(true, new SplittableRandom(seed));
  }

  private static Activations ones() {
    int[] lengths = new int[ROWS];
    Arrays.fill(lengths, STEPS);
    return new Activations(Nd4j.ones(DataType.FLOAT, STEPS, ROWS, WIDTH), lengths);
  }
}
