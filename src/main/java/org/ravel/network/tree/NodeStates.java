package org.ravel.network.tree;

import java.util.Arrays;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.Pointwise;

/**
 * What is known of nodes: outputs h, memories c, and their gradients; all of shape [nodes, width].
 */
final class NodeStates {
  private final int width;
  private double[] h = {};
  private double[] c = {};
  private double[] tanh = {};
  private double[] hGradients = {};
  private double[] cGradients = {};
  private int numbers;

  NodeStates(int width) {
    this.width = width;
  }

  void begin(int nodes) {
    numbers = Math.multiplyExact(nodes, width);
    h = Doubles.room(h, numbers);
    c = Doubles.room(c, numbers);
    tanh = Doubles.room(tanh, numbers);
  }

  /** All zero, for a way back. */
  void beginBackward() {
    hGradients = Doubles.room(hGradients, numbers);
    cGradients = Doubles.room(cGradients, numbers);
    Arrays.fill(hGradients, 0, numbers, 0);
    Arrays.fill(cGradients, 0, numbers, 0);
  }

  double[] h() {
    return h;
  }

  double[] hGradients() {
    return hGradients;
  }

  /**
   * c += i u, h = o tanh(c), the inner sum being there.
   *
   * @param gates sums of i, o and u, from a place on: become the gates
   */
  void remember(int node, double[] gates, int at) {
    for (int j = 0; j < width; j++) {
      int unit = node * width + j;
      double input = Pointwise.sigmoid(gates[at + j]);
      double output = Pointwise.sigmoid(gates[at + width + j]);
      double update = Math.tanh(gates[at + 2 * width + j]);
      gates[at + j] = input;
      gates[at + width + j] = output;
      gates[at + 2 * width + j] = update;
      c[unit] += input * update;
      tanh[unit] = Math.tanh(c[unit]);
      h[unit] = output * tanh[unit];
    }
  }

  /** Goes back over {@link #remember}: writes the gradients of the sums, and completes c's. */
  void rememberBackward(int node, double[] gates, double[] sumGradients, int at) {
    for (int j = 0; j < width; j++) {
      int unit = node * width + j;
      double input = gates[at + j];
      double output = gates[at + width + j];
      double update = gates[at + 2 * width + j];
      cGradients[unit] += hGradients[unit] * output * (1 - tanh[unit] * tanh[unit]);
      sumGradients[at + j] = cGradients[unit] * update * input * (1 - input);
      sumGradients[at + width + j] = hGradients[unit] * tanh[unit] * output * (1 - output);
      sumGradients[at + 2 * width + j] = cGradients[unit] * input * (1 - update * update);
    }
  }

  /**
   * c += f c_k for a child.
   *
   * @param forget sums of f, from a place on: become the gate
   */
  void keep(int node, int child, double[] forget, int at) {
    for (int j = 0; j < width; j++) {
      forget[at + j] = Pointwise.sigmoid(forget[at + j]);
      c[node * width + j] += forget[at + j] * c[child * width + j];
    }
  }

  /** Goes back over {@link #keep}: writes the gradients of the sums, and adds to those of c_k. */
  void keepBackward(int node, int child, double[] forget, double[] sumGradients, int at) {
    for (int j = 0; j < width; j++) {
      double gate = forget[at + j];
      double gradient = cGradients[node * width + j];
      sumGradients[at + j] = gradient * c[child * width + j] * gate * (1 - gate);
      cGradients[child * width + j] += gradient * gate;
    }
  }

  /** Sets a node's memory to zero. */
  void forgetAll(int node) {
    Arrays.fill(c, node * width, (node + 1) * width, 0);
  }
}
