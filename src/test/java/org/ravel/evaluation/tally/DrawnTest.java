package org.ravel.evaluation.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawnTest {
  @Test
  void allAreLookedAtWhereTheyAreFew() {
    Drawn all = new Drawn(1000, 1000);
    assertThat(LongStream.range(0, 1000)).allMatch(all::has);
    assertThat(all.note()).isEmpty();
  }

  /** With a standard deviation of 30, and not the first ones. */
  @Test
  void ofMoreAboutAsManyAsThereMayBe() {
    Drawn some = new Drawn(100_000, 1000);
    assertThat(LongStream.range(0, 100_000).filter(some::has).count()).isBetween(850L, 1150L);
    assertThat(LongStream.range(50_000, 100_000).filter(some::has).count()).isBetween(390L, 610L);
    assertThat(some.note()).isEqualTo("of about 1,000 that were drawn");
  }
}
