package org.ravel.network.tree;

import org.ravel.kernel.Pointwise;

/** {@link TreeLayer.Rule#GATED_SUM}. */
final class GatedSumComposer implements TreeComposer {
  private final int width;
  private final RowProducts products;
  private final RowProducts gates;
  private TreeLevels levels;
  private NodeStates states;

  GatedSumComposer(int width, RowProducts products, RowProducts gates) {
    this.width = width;
    this.products = products;
    this.gates = gates;
  }

  @Override
  public void begin(TreeLevels of, NodeStates given) {
    levels = of;
    states = given;
    products.begin(levels.nodes() - levels.leaves());
    gates.begin(levels.edges());
  }

  @Override
  public void leaf(int leaf, double[] sums, int at) {
    tanh(leaf, sums, at);
  }

  private void tanh(int node, double[] sums, int at) {
    for (int j = 0; j < width; j++) {
      states.h()[node * width + j] = Math.tanh(sums[at + j]);
    }
  }

  private int place(int node) {
    return (node - levels.leaves()) * width;
  }

  @Override
  public void forward(int from, int to) {
    int first = levels.firstEdge(from);
    int end = levels.endEdge(to - 1);
    for (int edge = first; edge < end; edge++) {
      System.arraycopy(states.h(), levels.child(edge) * width, gates.inputs(), edge * width, width);
    }
    gates.forward(first, end);
    for (int node = from; node < to; node++) {
      for (int edge = levels.firstEdge(node); edge < levels.endEdge(node); edge++) {
        for (int j = 0; j < width; j++) {
          int unit = edge * width + j;
          gates.sums()[unit] = Pointwise.sigmoid(gates.sums()[unit]);
          products.inputs()[place(node) + j] += gates.sums()[unit] * gates.inputs()[unit];
        }
      }
    }
    products.forward(from - levels.leaves(), to - levels.leaves());
    for (int node = from; node < to; node++) {
      tanh(node, products.sums(), place(node));
    }
  }

  @Override
  public void beginBackward() {
    products.beginBackward();
    gates.beginBackward();
  }

  @Override
  public void backward(int from, int to) {
    for (int node = from; node < to; node++) {
      tanhBackward(node, products.sumGradients(), place(node));
    }
    products.backward(from - levels.leaves(), to - levels.leaves());
    for (int node = from; node < to; node++) {
      for (int edge = levels.firstEdge(node); edge < levels.endEdge(node); edge++) {
        for (int j = 0; j < width; j++) {
          int unit = edge * width + j;
          double gate = gates.sums()[unit];
          double gradient = products.inputGradients()[place(node) + j];
          gates.sumGradients()[unit] = gradient * gates.inputs()[unit] * gate * (1 - gate);
          states.hGradients()[levels.child(edge) * width + j] += gradient * gate;
        }
      }
    }
    int first = levels.firstEdge(from);
    int end = levels.endEdge(to - 1);
    gates.backward(first, end);
    for (int edge = first; edge < end; edge++) {
      for (int j = 0; j < width; j++) {
        states.hGradients()[levels.child(edge) * width + j] +=
            gates.inputGradients()[edge * width + j];
      }
    }
  }

  private void tanhBackward(int node, double[] gradients, int at) {
    for (int j = 0; j < width; j++) {
      double h = states.h()[node * width + j];
      gradients[at + j] = states.hGradients()[node * width + j] * (1 - h * h);
    }
  }

  @Override
  public void leafBackward(int leaf, double[] sums, double[] gradients, int at) {
    tanhBackward(leaf, gradients, at);
  }

  @Override
  public void addGradients() {
    products.addGradients();
    gates.addGradients();
  }
}
