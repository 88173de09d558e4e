package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectedStringsTest {
  /** A string of 99 symbols has 100 states. */
  @Test
  void ofLargeStatesFewerStringsAreRead() {
    List<int[]> strings = Collections.nCopies(1000, new int[99]);
    assertThat(InspectedStrings.affordable(strings, 100)).hasSize(1000);
    assertThat(InspectedStrings.affordable(strings, 101)).hasSize(990);
    assertThat(InspectedStrings.affordable(strings, 1000)).hasSize(100);
    assertThat(InspectedStrings.affordable(strings, 1_000_000)).hasSize(1);
  }
}
