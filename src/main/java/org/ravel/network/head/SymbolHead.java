package org.ravel.network.head;

import org.ravel.network.module.Activations;
import org.ravel.network.module.Head;

/** A head whose targets are symbols. */
public interface SymbolHead extends Head {

  /** Number of symbols. */
  int classes();

  /** Predicts, in memory outside any workspace. */
  Categorical predict(Activations input);
}
