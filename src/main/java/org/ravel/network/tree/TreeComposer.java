package org.ravel.network.tree;

/** Makes the states of nodes of those of their children. */
sealed interface TreeComposer permits NaryComposer, ChildSumComposer, GatedSumComposer {
  /** Begins a way forward. */
  void begin(TreeLevels levels, NodeStates states);

  /** Makes a leaf's state of its sums, which may be overwritten. */
  void leaf(int leaf, double[] sums, int at);

  /** Makes the states of nodes of one height, from one to another, which is not included. */
  void forward(int from, int to);

  /** Begins the way back. */
  void beginBackward();

  /** Goes back from the gradients of such nodes' states to those of their children. */
  void backward(int from, int to);

  /** Goes back from the gradients of a leaf's state to its sums, of which it gave the values. */
  void leafBackward(int leaf, double[] sums, double[] gradients, int at);

  /** Adds the gradients of the parameters, after the way back. */
  void addGradients();
}
