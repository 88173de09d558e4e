package org.ravel.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.DecodingConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.HiddenState;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.Stack;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Field;
import org.ravel.sequence.Pairs;
import org.ravel.sequence.Steps;

class BeamSearchTest {
  private static final int UNKNOWN = 0;
  private static final int END = 1;
  private static final int SYMBOLS = 5;
  private static final int WIDTH = 6;
  private static final int[] SOURCE = {2, 4, 3};

  private final NetworkSnapshot network = network();

  private static NetworkSnapshot network() {
    RecurrentLayer cell = new RecurrentLayer(Cell.GRU_RESET_AFTER, WIDTH, WIDTH, false, 1);
    EncoderDecoder both =
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SYMBOLS, 1, null, cell), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new TokenRecurrentLayer(SYMBOLS, 1, null, cell),
                List.of(new AttentionLayer(WIDTH, WIDTH, WIDTH, AttentionLayer.Score.GENERAL, 0)),
                new SoftmaxLayer(WIDTH, SYMBOLS, 0, null)));
    long count = both.parameters().stream().mapToLong(ParameterShape::numbers).sum();
    float[] numbers = new float[(int) count];
    Random random = new Random(17);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return new NetworkSnapshot(both, numbers);
  }

  private Hypothesis[] decode(DecodingConfig config, int[]... sources) {
    try (Predictor model = network.get()) {
      return new BeamSearch(model, config, END, UNKNOWN).decode(List.of(sources));
    }
  }

  /** The beam that leaves nothing out finds the best of all translations there are. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2})
  void aWideBeamFindsTheBestOfAll(double penalty) {
    Hypothesis found = decode(new DecodingConfig(200, penalty, 0, 4), SOURCE)[0];
    int[] best = null;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int[] ids : all(4)) {
      double score = logProbability(ids) / Math.pow(ids.length + 1, penalty);
      if (score > bestScore) {
        bestScore = score;
        best = ids;
      }
    }
    assertThat(found.ids()).containsExactly(best);
    assertThat(found.logProbability()).isCloseTo(logProbability(best), within(1e-4));
  }

  /** All sequences of ordinary symbols up to a length. */
  private static List<int[]> all(int longest) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int i = 0; i < all.size(); i++) {
      int[] ids = all.get(i);
      if (ids.length < longest) {
        for (int id = END + 1; id < SYMBOLS; id++) {
          int[] longer = Arrays.copyOf(ids, ids.length + 1);
          longer[ids.length] = id;
          all.add(longer);
        }
      }
    }
    return all;
  }

  /** All at once, after the true beginning. */
  private double logProbability(int[] ids) {
    int[] given = new int[ids.length + 1];
    given[0] = END;
    System.arraycopy(ids, 0, given, 1, ids.length);
    try (Predictor model = network.get();
        Categorical prediction =
            model.predict(new Pairs(Field.of(SOURCE), Field.of(given)), model.start())) {
      double sum = 0;
      for (int step = 0; step <= ids.length; step++) {
        sum -= prediction.nats(0, step, step < ids.length ? ids[step] : END);
      }
      return sum;
    }
  }

  /** A beam of one takes the most probable symbol at each step. */
  @Test
  void aNarrowBeamIsGreedy() {
    int[] found = decode(new DecodingConfig(1, 1, 0, 8), SOURCE)[0].ids();
    List<Integer> expected = new ArrayList<>();
    int next = next(expected);
    while (next != END && expected.size() < 8) {
      expected.add(next);
      next = next(expected);
    }
    assertThat(found).containsExactly(expected.stream().mapToInt(id -> id).toArray());
  }

  private int next(List<Integer> before) {
    int best = END;
    double bestLog = Double.NEGATIVE_INFINITY;
    int[] given = new int[before.size() + 1];
    given[0] = END;
    for (int i = 0; i < before.size(); i++) {
      given[i + 1] = before.get(i);
    }
    try (Predictor model = network.get();
        Categorical prediction =
            model.predict(new Pairs(Field.of(SOURCE), Field.of(given)), model.start())) {
      for (int id = END; id < SYMBOLS; id++) {
        double log = -prediction.nats(0, before.size(), id);
        if (log > bestLog) {
          bestLog = log;
          best = id;
        }
      }
    }
    return best;
  }

  @Test
  void lengthsAreKept() {
    for (int beam : new int[] {1, 3}) {
      assertThat(decode(new DecodingConfig(beam, 0, 6, 7), SOURCE)[0].ids().length).isBetween(6, 7);
      assertThat(decode(new DecodingConfig(beam, 3, 0, 2), SOURCE)[0].ids().length)
          .isLessThanOrEqualTo(2);
    }
  }

  /** To the last bit, whatever is translated beside it. */
  @Test
  void whatIsBesideItDoesNotMatter() {
    Random random = new Random(3);
    int[][] sources = new int[75][];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = random.ints(random.nextInt(20), 2, SYMBOLS).toArray();
    }
    DecodingConfig config = new DecodingConfig(3, 1, 0, 12);
    Hypothesis[] together = decode(config, sources);
    for (int i = 0; i < sources.length; i += 7) {
      Hypothesis alone = decode(config, sources[i])[0];
      if (sources[i].length == 0) {
        assertThat(together[i]).isNull();
        assertThat(alone).isNull();
      } else {
        assertThat(together[i].ids()).containsExactly(alone.ids());
        assertThat(together[i].logProbability()).isEqualTo(alone.logProbability());
      }
    }
  }

  /** A buffer holds the logits of a source's beginnings. */
  @Test
  void aBeamThatIsTooWideIsRefused() {
    Predictor large = vocabulary(3_000_000);
    assertThatThrownBy(
            () -> new BeamSearch(large, new DecodingConfig(1_000, 1, 0, 9), END, UNKNOWN))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "decoding.beam is 1000 but must be at most 178 with a vocabulary of 3000000 tokens");
  }

  /** Of which nothing but its size is asked. */
  private static Predictor vocabulary(int size) {
    return new Predictor() {
      @Override
      public int vocabularySize() {
        return size;
      }

      @Override
      public HiddenState start() {
        throw new AssertionError("nothing is decoded");
      }

      @Override
      public Categorical predict(Steps inputs, HiddenState state) {
        throw new AssertionError("nothing is decoded");
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void candidatesAreTheLargestInOrder() {
    float[] logits = {9, 1, 5, 5, 3, 8};
    assertThat(new Candidates(4).choose(logits, 0, -1)).containsExactly(5, 2, 3, 4);
    assertThat(new Candidates(4).choose(logits, 0, 5)).containsExactly(2, 3, 4, 1);
    assertThat(new Candidates(9).choose(logits, 0, 5)).containsExactly(2, 3, 4, 1);
  }
}
