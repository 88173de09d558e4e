package org.ravel.dynamics.memory;

import java.util.List;
import org.ravel.kernel.recurrence.Cell;

/**
 * The gates of a recurrent layer, computed from its weights and the states around a step: σ(x W +
 * h₋₁ U + b), and with peepholes + p ⊙ c₋₁, of the output gate + p ⊙ c.
 *
 * @param layer of the recurrent layers, from 1
 * @param cell LSTM or GRU
 * @param input what the layer reads
 * @param places where its hidden units, and of an LSTM its memory, begin in a state
 * @param weights of all gates
 */
public record LayerGates(int layer, Cell cell, GateInput input, Places places, Weights weights) {

  /**
   * What a layer reads at a step.
   *
   * @param embeddings a row for each symbol; null where the layer reads the layer below
   * @param below where the output of the layer below begins in a state
   * @param width of what is read
   */
  public record GateInput(double[][] embeddings, int below, int width) {
    private double at(int symbol, double[] after, int i) {
      return embeddings == null ? after[below + i] : embeddings[symbol][i];
    }
  }

  /** Where in a state the layer's own numbers begin. */
  public record Places(int hidden, int memory) {}

  /**
   * Weights by row, the gates side by side.
   *
   * @param input shape [inputs, gates · units]
   * @param recurrent shape [units, gates · units]
   * @param bias of all gates
   * @param peepholes of an LSTM's input, forget and output gate; null without
   */
  public record Weights(
      double[][] input, double[][] recurrent, double[] bias, double[] peepholes) {}

  /** Names of the gates. */
  public List<String> names() {
    return switch (cell) {
      case LSTM -> List.of("input gate", "forget gate", "output gate");
      case GRU_RESET_BEFORE, GRU_RESET_AFTER -> List.of("update gate", "reset gate");
      case ELMAN_TANH, ELMAN_RELU -> List.of();
    };
  }

  /** Number of units. */
  int units() {
    return weights.recurrent().length;
  }

  /**
   * The values of a gate.
   *
   * @param gate its number among {@link #names}
   * @param before the state before the symbol
   * @param after the state behind it
   */
  double[] values(int gate, double[] before, int symbol, double[] after) {
    // The candidate is an LSTM's third block and no gate.
    int block = cell == Cell.LSTM && gate == 2 ? 3 : gate;
    double[] values = new double[units()];
    for (int unit = 0; unit < values.length; unit++) {
      double sum = sum(block, unit, before, symbol, after);
      if (weights.peepholes() != null) {
        double seen = (gate == 2 ? after : before)[places.memory() + unit];
        sum += weights.peepholes()[gate * units() + unit] * seen;
      }
      values[unit] = 1 / (1 + Math.exp(-sum));
    }
    return values;
  }

  private double sum(int block, int unit, double[] before, int symbol, double[] after) {
    int column = block * units() + unit;
    double sum = weights.bias()[column];
    for (int i = 0; i < input.width(); i++) {
      sum += input.at(symbol, after, i) * weights.input()[i][column];
    }
    for (int i = 0; i < units(); i++) {
      sum += before[places.hidden() + i] * weights.recurrent()[i][column];
    }
    return sum;
  }
}
