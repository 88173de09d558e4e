package org.ravel.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ravel.config.DecodingConfig;

/** Draws what is written, each candidate with random numbers of its own. */
final class SampledSearch implements Search {
  private final WritingRules rules;
  private final Sampling sampling;
  private final Random[] random;
  private final Hypothesis[] ended;

  /** The candidates that have not ended, in the order of their prefixes. */
  private List<Integer> open;

  private List<Prefix> prefixes = List.of(Prefix.EMPTY);

  SampledSearch(WritingRules rules, long number) {
    this.rules = rules;
    DecodingConfig.SamplingConfig config = rules.config().sampling();
    sampling = new Sampling(config.temperature(), config.topK(), config.topP());
    int count = rules.config().candidates();
    ended = new Hypothesis[count];
    random = new Random[count];
    Arrays.setAll(random, candidate -> new Random(seed(config.seed(), number, candidate)));
    open = IntStream.range(0, count).boxed().toList();
  }

  /** Mixed each time: generators of neighbouring seeds would begin with similar numbers. */
  private static long seed(long seed, long number, int candidate) {
    return mixed(mixed(mixed(seed) + number) + candidate);
  }

  private static long mixed(long seed) {
    return new SplittableRandom(seed).nextLong();
  }

  @Override
  public List<Prefix> prefixes() {
    return prefixes;
  }

  @Override
  public void advance(NextSymbols next) {
    List<Prefix> longer = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      // All candidates continue the one prefix that there is at first.
      int place = Math.min(i, prefixes.size() - 1);
      int candidate = open.get(i);
      Prefix before = prefixes.get(place);
      Extension drawn = next.extension(before, place, draw(before, next.logits(place), candidate));
      if (drawn.id() == rules.end()) {
        ended[candidate] = before.end(drawn, next.attention(place), rules);
      } else {
        longer.add(before.then(drawn, next.attention(place)));
        left.add(candidate);
      }
    }
    prefixes = longer;
    open = left;
  }

  private int draw(Prefix before, float[] logits, int candidate) {
    if (rules.mustEnd(before)) {
      return rules.end();
    }
    rules.exclude(before, logits);
    int drawn = sampling.draw(logits, random[candidate]);
    return logits[drawn] == Float.NEGATIVE_INFINITY ? rules.end() : drawn;
  }

  /** In the order in which they were drawn. */
  @Override
  public List<Hypothesis> written() {
    return List.of(ended);
  }
}
