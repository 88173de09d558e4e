package org.ravel.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.dynamics.cycle.Spectrum;
import org.ravel.dynamics.memory.LayerGates;
import org.ravel.dynamics.memory.RecurrentRadius;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.kernel.recurrence.Weights;
import org.ravel.network.Stack;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.layer.StartLayer;
import org.ravel.network.module.Layer;

/** The recurrent layers of a network that have the weights of a {@link Cell}. */
public final class RecurrentLayers {
  private static final String HIDDEN = "hidden";
  private static final String MEMORY = "memory";

  /** Units of the largest matrix whose eigenvalues are looked for. */
  private static final int MOST_UNITS = 512;

  private final NetworkStates states;
  private final List<Found> found = new ArrayList<>();

  /**
   * A layer.
   *
   * @param number of the recurrent layers, from 1
   * @param input null where it reads something else than symbols or the hidden units below
   */
  private record Found(
      int number, RecurrentLayer layer, Weights weights, LayerGates.GateInput input) {}

  public RecurrentLayers(NetworkStates states) {
    this.states = states;
    int number = 0;
    LayerGates.GateInput input = null;
    if (states.layers().chain().input() instanceof TokenRecurrentLayer first) {
      add(++number, first.recurrent(), Stack.FIRST, embeddings(first.recurrent().inputs()));
      input = below(number, first.recurrent());
    } else if (states.layers().chain().input() instanceof EmbeddingLayer embedding) {
      input = embeddings(embedding.width());
    }
    for (Stack.Placed placed : states.layers().below()) {
      Layer layer = placed.layer() instanceof StartLayer start ? start.layer() : placed.layer();
      if (layer instanceof RecurrentLayer recurrent) {
        add(++number, recurrent, placed.prefix(), input);
        input = below(number, recurrent);
      } else {
        number += layer.states().isEmpty() ? 0 : 1;
        boolean same = layer instanceof DropoutLayer || layer instanceof ActivationPenaltyLayer;
        input = same ? input : null;
      }
    }
  }

  private void add(int number, RecurrentLayer layer, String prefix, LayerGates.GateInput input) {
    found.add(new Found(number, layer, layer.weights(prefix, states.parameters()), input));
  }

  private LayerGates.GateInput embeddings(int width) {
    return new LayerGates.GateInput(
        states.parameters().get(Stack.EMBEDDING).toDoubleMatrix(), 0, width);
  }

  private LayerGates.GateInput below(int number, RecurrentLayer layer) {
    return new LayerGates.GateInput(null, place(number, HIDDEN), layer.units());
  }

  private int place(int layer, String array) {
    List<StateVariable> variables = states.variables();
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).layer() == layer && variables.get(i).array().equals(array)) {
        return i;
      }
    }
    return -1;
  }

  /** The gates of all layers whose input is known. */
  public List<LayerGates> gates() {
    return found.stream()
        .filter(each -> each.input() != null)
        .map(this::gates)
        .filter(gates -> !gates.names().isEmpty())
        .toList();
  }

  private LayerGates gates(Found each) {
    INDArray peepholes = each.weights().peepholes();
    return new LayerGates(
        each.number(),
        each.layer().cell(),
        each.input(),
        new LayerGates.Places(place(each.number(), HIDDEN), place(each.number(), MEMORY)),
        new LayerGates.Weights(
            each.weights().input().toDoubleMatrix(),
            each.weights().recurrent().toDoubleMatrix(),
            numbers(each.weights().bias()),
            peepholes == null ? null : numbers(peepholes)));
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  /** The spectral radius of each block of the recurrent matrices. */
  public List<RecurrentRadius> radii() {
    List<RecurrentRadius> radii = new ArrayList<>();
    for (Found each : found) {
      int units = each.layer().units();
      if (units <= MOST_UNITS) {
        double[][] matrix = each.weights().recurrent().toDoubleMatrix();
        List<String> blocks = blocks(each.layer().cell());
        for (int block = 0; block < blocks.size(); block++) {
          int from = block * units;
          double[][] part =
              Arrays.stream(matrix)
                  .map(row -> Arrays.copyOfRange(row, from, from + units))
                  .toArray(double[][]::new);
          radii.add(
              new RecurrentRadius(
                  each.number(), blocks.get(block), Spectrum.of(part).leading().modulus()));
        }
      }
    }
    return radii;
  }

  private static List<String> blocks(Cell cell) {
    return switch (cell) {
      case LSTM -> List.of("input gate", "forget gate", "candidate", "output gate");
      case GRU_RESET_BEFORE, GRU_RESET_AFTER -> List.of("update gate", "reset gate", "candidate");
      case ELMAN_TANH, ELMAN_RELU -> List.of("");
    };
  }
}
