package org.ravel.network.tree;

import org.ravel.kernel.Doubles;

/** {@link TreeLayer.Rule#CHILD_SUM}. */
final class ChildSumComposer implements TreeComposer {
  private final int width;
  private final RowProducts products;

  /** The forget gates. */
  private final RowProducts forgets;

  private TreeLevels levels;
  private NodeStates states;

  ChildSumComposer(int width, RowProducts products, RowProducts forgets) {
    this.width = width;
    this.products = products;
    this.forgets = forgets;
  }

  @Override
  public void begin(TreeLevels of, NodeStates given) {
    levels = of;
    states = given;
    products.begin(levels.nodes() - levels.leaves());
    forgets.begin(levels.edges());
  }

  @Override
  public void leaf(int leaf, double[] sums, int at) {
    states.forgetAll(leaf);
    states.remember(leaf, sums, at);
  }

  private int sums(int node) {
    return (node - levels.leaves()) * TreeLayer.GATES * width;
  }

  private int input(int node) {
    return (node - levels.leaves()) * width;
  }

  @Override
  public void forward(int from, int to) {
    for (int node = from; node < to; node++) {
      for (int edge = levels.firstEdge(node); edge < levels.endEdge(node); edge++) {
        int child = levels.child(edge) * width;
        System.arraycopy(states.h(), child, forgets.inputs(), edge * width, width);
        Doubles.addScaled(products.inputs(), input(node), 1, states.h(), child, width);
      }
    }
    forgets.forward(levels.firstEdge(from), levels.endEdge(to - 1));
    products.forward(from - levels.leaves(), to - levels.leaves());
    for (int node = from; node < to; node++) {
      states.forgetAll(node);
      for (int edge = levels.firstEdge(node); edge < levels.endEdge(node); edge++) {
        states.keep(node, levels.child(edge), forgets.sums(), edge * width);
      }
      states.remember(node, products.sums(), sums(node));
    }
  }

  @Override
  public void beginBackward() {
    products.beginBackward();
    forgets.beginBackward();
  }

  @Override
  public void backward(int from, int to) {
    for (int node = from; node < to; node++) {
      states.rememberBackward(node, products.sums(), products.sumGradients(), sums(node));
      for (int edge = levels.firstEdge(node); edge < levels.endEdge(node); edge++) {
        states.keepBackward(
            node, levels.child(edge), forgets.sums(), forgets.sumGradients(), edge * width);
      }
    }
    forgets.backward(levels.firstEdge(from), levels.endEdge(to - 1));
    products.backward(from - levels.leaves(), to - levels.leaves());
    for (int node = from; node < to; node++) {
      for (int edge = levels.firstEdge(node); edge < levels.endEdge(node); edge++) {
        int child = levels.child(edge) * width;
        Doubles.addScaled(
            states.hGradients(), child, 1, forgets.inputGradients(), edge * width, width);
        Doubles.addScaled(
            states.hGradients(), child, 1, products.inputGradients(), input(node), width);
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
    forgets.addGradients();
  }
}
