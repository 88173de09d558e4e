package org.ravel.network.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ravel.network.module.Affine;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * Composes trees: a number of features for each node, from those of its children or, of a leaf,
 * from what is read. [leaves, rows, inputs] becomes [nodes, rows, width], the nodes in the order of
 * {@link org.ravel.sequence.Preorder}, the root first.
 *
 * @param inputs features of a leaf
 * @param width features of a node
 * @param rule how children are composed
 * @param children most of a node, with {@link Rule#N_ARY}; else 0
 */
public record TreeLayer(int inputs, int width, Rule rule, int children) implements Layer {
  /** How children are composed; k numbers them. A leaf has weights of its own. */
  public enum Rule {
    /**
     * N-ary tree LSTM (Tai, Socher and Manning 2015, section 3.2): i, o, u and a forget gate f_k
     * for each child from all children, c = i u + Σ f_k c_k, h = o tanh(c). A child that is not
     * there has h and c of zero.
     */
    N_ARY,
    /**
     * Child-sum tree LSTM (section 3.1 there): i, o and u from Σ h_k, and f_k from h_k alone, with
     * the same weights for all.
     */
    CHILD_SUM,
    /** h = tanh(U Σ σ(G h_k + g) h_k + b): the sum of the children, each behind a gate. */
    GATED_SUM
  }

  private static final String NAME = "a tree layer";

  /** i, o and u. */
  static final int GATES = 3;

  public TreeLayer {
    Objects.requireNonNull(rule, "a tree layer has no rule");
    Widths.require(NAME, "inputs", inputs, 1);
    Widths.require(NAME, "width", width, 1);
    if ((rule == Rule.N_ARY) != (children > 0)) {
      throw new IllegalArgumentException(
          "a tree layer has weights for %d children with the rule %s".formatted(children, rule));
    }
  }

  /** What the names of the parameters for leaves begin with. */
  public static String leafPrefix(String prefix) {
    return prefix + "leaf_";
  }

  /** What the names of the parameters for nodes with children begin with. */
  public static String nodePrefix(String prefix) {
    return prefix + "node_";
  }

  /** What the names of the parameters for single children begin with. */
  public static String childPrefix(String prefix) {
    return prefix + "child_";
  }

  /** Sums for each leaf, by feature. */
  int leafSums() {
    return rule == Rule.GATED_SUM ? 1 : GATES;
  }

  /** Sums for each node with children, by feature: the forget gates last. */
  int nodeSums() {
    return leafSums() + children;
  }

  /** What they are sums of. */
  int nodeInputs() {
    return Math.multiplyExact(Math.max(1, children), width);
  }

  /** Whether children have sums by themselves, one for each feature. */
  public boolean gatesChildren() {
    return rule != Rule.N_ARY;
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    List<ParameterShape> shapes =
        new ArrayList<>(Affine.parameters(leafPrefix(prefix), inputs, (long) leafSums() * width));
    shapes.addAll(Affine.parameters(nodePrefix(prefix), nodeInputs(), (long) nodeSums() * width));
    if (gatesChildren()) {
      shapes.addAll(Affine.parameters(childPrefix(prefix), width, width));
    }
    return shapes;
  }

  @Override
  public TreeModule open(String prefix, Parameters values, Parameters gradients) {
    RowProducts nodes = products(nodePrefix(prefix), values, gradients);
    RowProducts singles = gatesChildren() ? products(childPrefix(prefix), values, gradients) : null;
    TreeComposer composer =
        switch (rule) {
          case N_ARY -> new NaryComposer(width, children, nodes);
          case CHILD_SUM -> new ChildSumComposer(width, nodes, singles);
          case GATED_SUM -> new GatedSumComposer(width, nodes, singles);
        };
    return new TreeModule(this, composer, products(leafPrefix(prefix), values, gradients));
  }

  private static RowProducts products(String prefix, Parameters values, Parameters gradients) {
    return new RowProducts(
        Affine.of(prefix, values), gradients == null ? null : Affine.of(prefix, gradients));
  }
}
