package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.ravel.network.module.Parameters;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Field;
import org.ravel.sequence.Pairs;

class PairScorerTest {
  private static final int SYMBOLS = 7;
  private static final int UNITS = 5;
  private static final int END = 1;

  private static NetworkSnapshot network(Cell kind) {
    RecurrentLayer cell =
        new RecurrentLayer(kind, UNITS, UNITS, false, kind == Cell.LSTM ? 0.7 : 1);
    EncoderDecoder both =
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SYMBOLS, 1, null, cell), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new TokenRecurrentLayer(SYMBOLS, 1, null, cell),
                List.of(new AttentionLayer(UNITS, UNITS, UNITS, AttentionLayer.Score.GENERAL, 0)),
                new SoftmaxLayer(UNITS, SYMBOLS, 0, null)));
    Random random = new Random(11);
    float[] numbers = new float[(int) Parameters.numbers(both.parameters())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return new NetworkSnapshot(both, numbers);
  }

  /** Longer than a piece, shorter, of a token, and not asked about. */
  private static List<Document> pairs() {
    Random random = new Random(3);
    List<Document> pairs = new ArrayList<>();
    for (int target : new int[] {3, 40, 1, 17, 16, 15, 0, 8, 33, 2}) {
      int[] source = random.ints(1 + random.nextInt(9), 2, SYMBOLS).toArray();
      int[] ids = new int[target == 0 ? 0 : target + 2];
      for (int i = 1; i <= target; i++) {
        ids[i] = 2 + random.nextInt(SYMBOLS - 2);
      }
      if (target > 0) {
        ids[0] = END;
        ids[target + 1] = END;
      }
      pairs.add(new Document(source, ids, target == 0 ? 0 : 1, 0));
    }
    return pairs;
  }

  /** A loop that feeds a token at a time, and adds up what the next one costs. */
  private static double stepByStep(NetworkSnapshot network, Document pair) {
    try (Predictor model = network.get()) {
      HiddenState state = model.start();
      double nats = 0;
      for (int step = 0; step + 1 < pair.ids().length; step++) {
        Field given = Field.of(new int[] {pair.ids()[step]});
        try (Categorical next =
            model.predict(step == 0 ? new Pairs(Field.of(pair.source()), given) : given, state)) {
          float[] logits = new float[SYMBOLS];
          next.logits(0, 0, logits);
          double sum = 0;
          for (float logit : logits) {
            sum += Math.exp(logit);
          }
          nats += Math.log(sum) - logits[pair.ids()[step + 1]];
        }
      }
      return nats;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Cell.class,
      names = {"LSTM", "GRU_RESET_AFTER"})
  void scoresAreThoseOfAPlainLoop(Cell cell) {
    NetworkSnapshot network = network(cell);
    List<Document> pairs = pairs();
    try (Predictor model = network.get()) {
      double[] nats = new PairScorer(model, 4).score(pairs);
      for (int i = 0; i < nats.length; i++) {
        assertThat(nats[i])
            .as("pair %d", i)
            .isCloseTo(stepByStep(network, pairs.get(i)), within(1e-4));
      }
      assertThat(nats[6]).isZero();
      assertThat(nats[1]).isGreaterThan(10);
    }
  }

  /** To the last bit. */
  @ParameterizedTest
  @EnumSource(
      value = Cell.class,
      names = {"LSTM", "GRU_RESET_AFTER"})
  void whatIsBesideAPairChangesNothing(Cell cell) {
    List<Document> pairs = pairs();
    try (Predictor model = network(cell).get()) {
      PairScorer scorer = new PairScorer(model, 4);
      double[] together = scorer.score(pairs);
      for (int i = 0; i < together.length; i++) {
        assertThat(scorer.score(List.of(pairs.get(i)))).containsExactly(together[i]);
      }
    }
  }
}
