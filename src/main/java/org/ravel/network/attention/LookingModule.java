package org.ravel.network.attention;

import org.ravel.network.module.SourceReader;

/** A module that looks at each step of what the encoder gave, more at some than at others. */
public interface LookingModule extends SourceReader {

  /** Where the last way forward looked. */
  AttentionWeights attention();
}
