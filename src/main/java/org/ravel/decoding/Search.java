package org.ravel.decoding;

import java.util.List;

/** How what is written for one source comes about, symbol by symbol. */
sealed interface Search permits BeamSearch, SampledSearch {

  /** Those that are followed; none when it is over. */
  List<Prefix> prefixes();

  /** Goes on by a symbol. */
  void advance(NextSymbols next);

  /** What was written, when it is over. */
  List<Hypothesis> written();
}
