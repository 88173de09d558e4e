package org.ravel.network.module;

import org.ravel.sequence.Trees;

/** A module that reads the leaves of trees, and must know how they are joined. */
public interface TreeReader extends Module {

  /** Sets the trees whose leaves the next way forward reads. */
  void compose(Trees trees);
}
