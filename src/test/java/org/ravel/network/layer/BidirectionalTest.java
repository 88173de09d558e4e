package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.kernel.Activation;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Forward;
import org.ravel.network.ModuleContract;
import org.ravel.network.layer.BidirectionalLayer.Merge;
import org.ravel.network.module.Layer;

class BidirectionalTest {
  @ParameterizedTest
  @EnumSource
  void keepsTheContract(Merge merge) {
    Layer ahead = new ConvolutionLayer(2, 3, 2, Activation.TANH);
    Layer back = new ConvolutionLayer(2, 3, 4, Activation.SIGMOID);
    ModuleContract.check(new BidirectionalLayer(ahead, back, merge));
    ModuleContract.check(
        new BidirectionalLayer(ahead, new DenseLayer(2, 3, Activation.TANH), merge));
  }

  @Test
  void keepsTheContractWithDifferentWidths() {
    ModuleContract.check(
        new BidirectionalLayer(
            new DenseLayer(2, 3, Activation.TANH), new WindowLayer(2, 1, 0), Merge.CONCATENATED));
  }

  /** Different cells in the two directions. */
  @ParameterizedTest
  @EnumSource
  void keepsTheContractOverCells(Merge merge) {
    Layer ahead = new RecurrentLayer(Cell.LSTM, 2, 3, true);
    Layer back = new RecurrentLayer(Cell.GRU_RESET_BEFORE, 2, 3, false);
    ModuleContract.check(new BidirectionalLayer(ahead, back, merge));
  }

  /** What comes before for one direction comes after for the other. */
  @Test
  void readsEachRowFromItsOwnEnd() {
    Layer before = new WindowLayer(1, 1, 0);
    double[][] first = {{1}, {2}, {3}};
    double[][] second = {{5}, {6}};
    double[][] none = {};
    double[][][] beside =
        Forward.of(
            new BidirectionalLayer(before, before, Merge.CONCATENATED),
            new double[0],
            first,
            none,
            second);
    assertThat(beside[0]).isDeepEqualTo(new double[][] {{0, 1, 2, 1}, {1, 2, 3, 2}, {2, 3, 0, 3}});
    assertThat(beside[1]).isEmpty();
    assertThat(beside[2]).isDeepEqualTo(new double[][] {{0, 5, 6, 5}, {5, 6, 0, 6}});
    double[][][] added =
        Forward.of(new BidirectionalLayer(before, before, Merge.SUMMED), new double[0], first);
    assertThat(added[0]).isDeepEqualTo(new double[][] {{2, 2}, {4, 4}, {2, 6}});
  }

  @Test
  void refusesWhatDoesNotFit() {
    Layer two = new DenseLayer(2, 3, Activation.TANH);
    assertThatThrownBy(
            () -> new BidirectionalLayer(two, new DenseLayer(3, 3, Activation.TANH), Merge.SUMMED))
        .hasMessage(
            "a bidirectional layer reads 2 features forward and 3 backward, but must read as many");
    assertThatThrownBy(
            () -> new BidirectionalLayer(two, new DenseLayer(2, 4, Activation.TANH), Merge.SUMMED))
        .hasMessage(
            "outputs of 3 features forward and 4 backward cannot be summed; concatenate them");
  }
}
