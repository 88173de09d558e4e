package org.ravel.network.tree;

import java.util.Arrays;
import org.ravel.kernel.Doubles;

/** {@link TreeLayer.Rule#N_ARY}. */
final class NaryComposer implements TreeComposer {
  private final int width;
  private final int most;
  private final RowProducts products;
  private TreeLevels levels;
  private NodeStates states;

  NaryComposer(int width, int most, RowProducts products) {
    this.width = width;
    this.most = most;
    this.products = products;
  }

  @Override
  public void begin(TreeLevels of, NodeStates given) {
    levels = of;
    states = given;
    products.begin(levels.nodes() - levels.leaves());
  }

  @Override
  public void leaf(int leaf, double[] sums, int at) {
    states.forgetAll(leaf);
    states.remember(leaf, sums, at);
  }

  /** Where a node's sums begin: i, o, u and a forget gate for each child. */
  private int sums(int node) {
    return (node - levels.leaves()) * (TreeLayer.GATES + most) * width;
  }

  private int forget(int node, int k) {
    return sums(node) + (TreeLayer.GATES + k) * width;
  }

  private int input(int node, int k) {
    return ((node - levels.leaves()) * most + k) * width;
  }

  @Override
  public void forward(int from, int to) {
    for (int node = from; node < to; node++) {
      for (int k = 0; k < count(node); k++) {
        int child = levels.child(levels.firstEdge(node) + k);
        System.arraycopy(states.h(), child * width, products.inputs(), input(node, k), width);
      }
    }
    products.forward(from - levels.leaves(), to - levels.leaves());
    for (int node = from; node < to; node++) {
      states.forgetAll(node);
      for (int k = 0; k < count(node); k++) {
        int child = levels.child(levels.firstEdge(node) + k);
        states.keep(node, child, products.sums(), forget(node, k));
      }
      states.remember(node, products.sums(), sums(node));
    }
  }

  private int count(int node) {
    int count = levels.endEdge(node) - levels.firstEdge(node);
    if (count > most) {
      throw new IllegalArgumentException(
          "a node has %d children but the network knows %d".formatted(count, most));
    }
    return count;
  }

  @Override
  public void beginBackward() {
    products.beginBackward();
  }

  @Override
  public void backward(int from, int to) {
    double[] gradients = products.sumGradients();
    for (int node = from; node < to; node++) {
      states.rememberBackward(node, products.sums(), gradients, sums(node));
      for (int k = 0; k < most; k++) {
        if (k < count(node)) {
          int child = levels.child(levels.firstEdge(node) + k);
          states.keepBackward(node, child, products.sums(), gradients, forget(node, k));
        } else {
          Arrays.fill(gradients, forget(node, k), forget(node, k) + width, 0);
        }
      }
    }
    products.backward(from - levels.leaves(), to - levels.leaves());
    for (int node = from; node < to; node++) {
      for (int k = 0; k < count(node); k++) {
        int child = levels.child(levels.firstEdge(node) + k);
        Doubles.addScaled(
            states.hGradients(),
            child * width,
            1,
            products.inputGradients(),
            input(node, k),
            width);
      }
    }
  }

  @Override
  public void leafBackward(int leaf, double[] sums, double[] gradients, int at) {
    states.rememberBackward(leaf, sums, gradients, at);
  }

  @Override
  public void addGradients() {
    products.addGradients();
  }
}
