package org.ravel.evaluation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.pair.Pair;

class WittenBellTest {
  private static final int VOCABULARY = 11;

  @Test
  void byHand() {
    // Pairs 0→1 (3), 0→2 (1), 1→0 (4): 8 targets, 3 different ones of 4 tokens.
    TokenCounts counts = new TokenCounts(4);
    counts.add(Pair.of(0, 1), 3);
    counts.add(Pair.of(0, 2), 1);
    counts.add(Pair.of(1, 0), 4);
    WittenBell model = new WittenBell(counts);

    assertThat(model.probability(1)).isCloseTo((3 + 3 / 4.0) / 11, within(1e-15));
    assertThat(model.probability(3)).isCloseTo((3 / 4.0) / 11, within(1e-15));
    assertThat(model.probability(0, 1, 3))
        .isCloseTo((3 + 2 * (3.75 / 11)) / (4 + 2), within(1e-15));
    assertThat(model.probability(3, 1, 0)).as("3 was never an input").isEqualTo(3.75 / 11);
  }

  @Test
  void agreesWithCountingInMaps() {
    long seed = 3;
    int[] stream = stream(seed, 200);
    WittenBell model = new WittenBell(counts(stream));

    for (int v = 0; v < VOCABULARY; v++) {
      for (int w = 0; w < VOCABULARY; w++) {
        assertThat(model.probability(v, w, pairs(stream, v, w)))
            .as("seed %d, p(%d|%d)", seed, w, v)
            .isCloseTo(naive(stream, v, w), within(1e-14));
      }
    }
  }

  @Test
  void probabilitiesSumToOneAndNoneIsZero() {
    int[] stream = stream(4, 60);
    WittenBell model = new WittenBell(counts(stream));
    double unigrams = 0;
    for (int v = 0; v < VOCABULARY; v++) {
      double bigrams = 0;
      for (int w = 0; w < VOCABULARY; w++) {
        double p = model.probability(v, w, pairs(stream, v, w));
        assertThat(p).isPositive();
        bigrams += p;
      }
      assertThat(bigrams).as("after %d", v).isCloseTo(1, within(1e-14));
      unigrams += model.probability(v);
    }
    assertThat(unigrams).isCloseTo(1, within(1e-14));
  }

  /** Token 10 is never there, token 9 only at the end, where nothing follows. */
  private static int[] stream(long seed, int length) {
    Random random = new Random(seed);
    int[] stream = new int[length];
    for (int i = 0; i + 1 < length; i++) {
      stream[i] = Math.min(random.nextInt(9), random.nextInt(9));
    }
    stream[length - 1] = 9;
    return stream;
  }

  private static TokenCounts counts(int[] stream) {
    TokenCounts counts = new TokenCounts(VOCABULARY);
    for (int v = 0; v < VOCABULARY; v++) {
      for (int w = 0; w < VOCABULARY; w++) {
        long pairs = pairs(stream, v, w);
        if (pairs > 0) {
          counts.add(Pair.of(v, w), pairs);
        }
      }
    }
    return counts;
  }

  private static long pairs(int[] stream, int v, int w) {
    long pairs = 0;
    for (int i = 0; i + 1 < stream.length; i++) {
      pairs += stream[i] == v && stream[i + 1] == w ? 1 : 0;
    }
    return pairs;
  }

  private static double naive(int[] stream, int v, int w) {
    Map<Integer, Integer> targets = new HashMap<>();
    Map<Integer, Integer> after = new HashMap<>();
    for (int i = 1; i < stream.length; i++) {
      targets.merge(stream[i], 1, Integer::sum);
      if (stream[i - 1] == v) {
        after.merge(stream[i], 1, Integer::sum);
      }
    }
    Set<Integer> different = new HashSet<>(targets.keySet());
    double unseen = different.size() / (double) (stream.length - 1 + different.size());
    double seen = targets.getOrDefault(w, 0) / (double) (stream.length - 1 + different.size());
    double unigram = seen + unseen / VOCABULARY;
    if (after.isEmpty()) {
      return unigram;
    }
    double occurrences = List.copyOf(after.values()).stream().mapToInt(Integer::intValue).sum();
    double lambda = occurrences / (occurrences + after.size());
    return lambda * after.getOrDefault(w, 0) / occurrences + (1 - lambda) * unigram;
  }
}
