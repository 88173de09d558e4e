package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.io.Serializable;

/**
 * How files of bracketed trees are read.
 *
 * @param labels which brackets begin with a label
 * @param children the most of a node; 0 for any number
 * @param oneChild what becomes of a node with a single child
 */
public record TreesConfig(Labels labels, int children, OneChild oneChild) implements Serializable {
  private static final int MOST_CHILDREN = 1_000;

  /** Which brackets begin with a label. */
  public enum Labels {
    /** Each of them, and all are targets. */
    NODES,
    /** The outermost one; what stands in others are words and brackets. */
    ROOT,
    /** Each of them, but only the outermost one's is a target: others are tags of syntax. */
    @JsonAlias("root-of-tagged")
    ROOT_OF_TAGGED,
    /** None: trees that a model is asked about. */
    NONE
  }

  /** What becomes of a node with a single child. */
  public enum OneChild {
    /** The tree is malformed. */
    REFUSE,
    /** The two become one node, with the label of the outer one. */
    MERGE
  }

  public TreesConfig {
    Require.present("corpus.trees.labels", labels);
    Require.that(
        labels != Labels.NONE,
        "corpus.trees.labels",
        "none",
        "be one of nodes, root, root-of-tagged: there is nothing to learn without labels");
    Require.that(
        children == 0 || (children >= 2 && children <= MOST_CHILDREN),
        "corpus.trees.children",
        children,
        "be 0 or between 2 and %,d".formatted(MOST_CHILDREN));
    Require.present("corpus.trees.one-child", oneChild);
  }
}
