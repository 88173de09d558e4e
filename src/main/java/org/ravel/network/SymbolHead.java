package org.ravel.network;

/** A head whose targets are symbols. */
interface SymbolHead extends Head {

  /** Number of symbols. */
  int classes();

  /** Predicts, in memory outside any workspace. */
  Categorical predict(Activations input);
}
