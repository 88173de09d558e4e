package org.ravel.network.tree;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.TreeReader;
import org.ravel.network.module.Widths;
import org.ravel.sequence.Trees;

/**
 * A running {@link TreeLayer}. All nodes of one height are made together, for all rows of a batch.
 * The arithmetic is done in double precision on the heap; products of matrices are most of the
 * work.
 */
public final class TreeModule implements TreeReader {
  private final TreeLayer layer;
  private final TreeComposer composer;
  private final RowProducts leaves;
  private final NodeStates states;
  private Trees trees;
  private TreeLevels levels;
  private Activations input;
  private Activations output;
  private double[] numbers = {};

  TreeModule(TreeLayer layer, TreeComposer composer, RowProducts leaves) {
    this.layer = layer;
    this.composer = composer;
    this.leaves = leaves;
    this.states = new NodeStates(layer.width());
  }

  @Override
  public void compose(Trees given) {
    trees = given;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("a tree layer", layer.inputs(), given);
    levels = TreeLevels.of(trees.shapes());
    requireLeaves(given.lengths());
    input = given;
    states.begin(levels.nodes());
    leaves.begin(levels.leaves());
    composer.begin(levels, states);
    readLeaves();
    leaves.forward(0, levels.leaves());
    for (int leaf = 0; leaf < levels.leaves(); leaf++) {
      composer.leaf(leaf, leaves.sums(), leaf * layer.leafSums() * layer.width());
    }
    for (int height = 1; height <= levels.height(); height++) {
      composer.forward(levels.first(height), levels.first(height + 1));
    }
    output = output();
    return output;
  }

  private void requireLeaves(int[] lengths) {
    int[] found = trees.leaves().lengths();
    if (!Arrays.equals(found, lengths)) {
      throw new IllegalArgumentException(
          "trees of %s leaves were given %s"
              .formatted(Arrays.toString(found), Arrays.toString(lengths)));
    }
  }

  private void readLeaves() {
    int width = layer.inputs();
    numbers = Doubles.read(input.values(), numbers);
    for (int leaf = 0; leaf < levels.leaves(); leaf++) {
      System.arraycopy(
          numbers, levels.leafPlace(leaf) * width, leaves.inputs(), leaf * width, width);
    }
  }

  private Activations output() {
    int width = layer.width();
    int places = Math.multiplyExact(trees.steps(), trees.rows());
    double[] outputs = new double[Math.multiplyExact(places, width)];
    for (int node = 0; node < levels.nodes(); node++) {
      System.arraycopy(states.h(), node * width, outputs, levels.place(node) * width, width);
    }
    INDArray array = StepRows.create(input.values().dataType(), trees.steps(), trees.rows(), width);
    Doubles.write(outputs, array);
    return new Activations(array, trees.lengths());
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    int width = layer.width();
    numbers = Doubles.read(outputGradient, numbers);
    states.beginBackward();
    for (int node = 0; node < levels.nodes(); node++) {
      System.arraycopy(
          numbers, levels.place(node) * width, states.hGradients(), node * width, width);
    }
    composer.beginBackward();
    leaves.beginBackward();
    for (int height = levels.height(); height > 0; height--) {
      composer.backward(levels.first(height), levels.first(height + 1));
    }
    for (int leaf = 0; leaf < levels.leaves(); leaf++) {
      composer.leafBackward(
          leaf, leaves.sums(), leaves.sumGradients(), leaf * layer.leafSums() * width);
    }
    leaves.backward(0, levels.leaves());
    composer.addGradients();
    leaves.addGradients();
    return leafGradients();
  }

  private INDArray leafGradients() {
    int width = layer.inputs();
    double[] gradients = new double[Math.toIntExact(input.values().length())];
    for (int leaf = 0; leaf < levels.leaves(); leaf++) {
      System.arraycopy(
          leaves.inputGradients(), leaf * width, gradients, levels.leafPlace(leaf) * width, width);
    }
    INDArray array = StepRows.like(input.values());
    Doubles.write(gradients, array);
    return array;
  }
}
