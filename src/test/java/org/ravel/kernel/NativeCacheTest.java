package org.ravel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeCacheTest {
  private final List<Long> closed = new ArrayList<>();

  private final class Numbered implements NativeResource {
    private final long number;

    Numbered(long number) {
      this.number = number;
    }

    @Override
    public void close() {
      closed.add(number);
    }
  }

  @Test
  void ofLargeResourcesTheLastFourAreHeld() {
    NativeCache<Long, Numbered> cache = new NativeCache<>();
    for (long key : new long[] {1, 2, 3, 4, 1, 5}) {
      cache.get(key, Numbered::new);
    }
    assertThat(closed).containsExactly(2L);
    assertThat(cache.size()).isEqualTo(4);
    cache.close();
    assertThat(closed).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void ofSmallOnesMoreAreHeldUntilTheyAreManyOrLargeTogether() {
    NativeCache<Long, Numbered> many = new NativeCache<>(key -> 1);
    for (long key = 0; key < 66; key++) {
      many.get(key, Numbered::new);
    }
    assertThat(many.size()).isEqualTo(64);
    assertThat(closed).containsExactly(0L, 1L);
    many.close();
    closed.clear();

    NativeCache<Long, Numbered> sized = new NativeCache<>(key -> key);
    for (long key = 1; key <= 10; key++) {
      sized.get(key, Numbered::new);
    }
    assertThat(closed).isEmpty();
    // Leaves room by nothing but the last four that were there.
    sized.get(1L << 20, Numbered::new);
    assertThat(closed).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    sized.close();
  }
}
