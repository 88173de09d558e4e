package org.ravel.evaluation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.evaluation.Networks;
import org.ravel.evaluation.tally.BlockWalker;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.sequence.Example;
import org.ravel.sequence.Field;
import org.ravel.sequence.Lanes;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.file.Sequence;

class BlockWalkerTest {
  private static final int VOCABULARY = 13;
  private static final int LENGTH = 6;

  @ParameterizedTest
  @CsvSource({
    "true, 4, 1", "true, 4, 4", "true, 4, 11", "true, 3, 10", "true, 1, 5", "true, 8, 3",
    "false, 4, 1", "false, 4, 4", "false, 4, 11", "false, 3, 10", "false, 1, 5", "false, 8, 3"
  })
  void agreesWithWalkingOneTokenAtATime(boolean carry, int minibatchSize, int sequences) {
    long seed = 31L * sequences + minibatchSize;
    List<Sequence> block = block(seed, sequences);
    Predictor model = Networks.lstm(VOCABULARY, seed);

    TextTally sums = walk(model, carry, minibatchSize, VOCABULARY, block);

    Naive naive = new Naive();
    Lanes lanes = Lanes.of(sequences, minibatchSize);
    for (int lane = 0; lane < lanes.count(); lane++) {
      HiddenState state = model.start();
      for (int i = (int) lanes.start(lane); i < lanes.start(lane + 1); i++) {
        if (!carry) {
          state = model.start();
        }
        naive.walk(model, block.get(i), state, lane);
      }
    }
    assertThat(nats(sums.byRun)).as("seed %d", seed).containsExactly(naive.byRun, within(1e-3));
    assertThat(nats(sums.byPosition))
        .as("seed %d", seed)
        .containsExactly(naive.byPosition, within(1e-3));
    assertThat(sums.bySource.values().stream().mapToDouble(loss -> loss.nats).toArray())
        .as("seed %d", seed)
        .containsExactly(Arrays.copyOf(naive.bySource, sums.bySource.size()), within(1e-3));
    assertThat(sums.top1).isEqualTo(naive.top1);
    assertThat(sums.top5).isEqualTo(naive.top5);
    assertThat(sums.unknown).isEqualTo(naive.unknown);
    long targets = block.stream().mapToLong(Sequence::targets).sum();
    assertThat(targets(sums.byRun)).isEqualTo(targets);
    assertThat(targets(sums.byPosition)).isEqualTo(targets);
    assertThat(sums.characters).isEqualTo(10L * sequences);
    assertThat(sums.bytes).isEqualTo(11L * sequences);
  }

  @Test
  void longMinibatchesGoThroughInPieces() {
    // 30 000 tokens in 200 lanes: 2 steps at a time of 6.
    int vocabulary = 30_000;
    List<Sequence> block = block(9, 201);
    Predictor model = Networks.lstm(vocabulary, 9);

    TextTally pieces = walk(model, true, 200, vocabulary, block);
    TextTally whole = walk(model, true, 3, vocabulary, block.subList(0, 3));

    assertThat(targets(pieces.byPosition)).isEqualTo(6 * 200 - 3 * 50 + 2);
    // The first lane holds sequences 0 and 1, and each other one a sequence.
    assertThat(pieces.byRun[1].nats)
        .isCloseTo(alone(vocabulary, model, block.get(2)), within(1e-3));
    assertThat(whole.byRun[2].nats).isCloseTo(pieces.byRun[1].nats, within(1e-3));
  }

  @Test
  void aUniformModelLosesTheLogarithmOfTheVocabulary() {
    TextTally sums = walk(Networks.uniform(VOCABULARY).get(), true, 4, VOCABULARY, block(2, 9));

    for (TextTally.RunningLoss loss : sums.byRun) {
      assertThat(loss.nats).isCloseTo(loss.targets * Math.log(VOCABULARY), within(1e-12));
    }
    // All logits are equal: the lower ids rank first, and <unk> is id 0.
    assertThat(sums.top1).isEqualTo(sums.unknown);
  }

  @Test
  void aDivergedModelHitsNothing() {
    TextTally sums = walk(Networks.diverged(VOCABULARY).get(), true, 4, VOCABULARY, block(2, 9));

    assertThat(nats(sums.byRun)).containsOnly(Double.NaN);
    assertThat(sums.top1).isZero();
    assertThat(sums.top5).isZero();
  }

  @Test
  void aModelOfAnotherVocabularyIsRefused() {
    Predictor model = Networks.lstm(VOCABULARY, 1);

    assertThatThrownBy(() -> walker(model, true, 4, 12))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "the model predicts 13 tokens but the vocabulary of the shards has 12");
  }

  @Test
  void logitsThatNoBufferHoldsAreRefused() {
    Predictor model = Networks.lstm(VOCABULARY, 1);

    assertThatThrownBy(() -> walker(model, true, 100_000_000, VOCABULARY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "evaluation.minibatch-size is 100000000 but must be at most 41297762 with a vocabulary of 13 tokens");
  }

  private static TextTally walk(
      Predictor model, boolean carry, int minibatchSize, int vocabularySize, List<Sequence> text) {
    List<Example> block = text.stream().map(Sequence::example).toList();
    Lanes lanes = Lanes.of(block.size(), minibatchSize);
    TextTally tally = new TextTally(block, lanes, LENGTH, 0, BaselineRuns.NONE);
    walker(model, carry, minibatchSize, vocabularySize).walk(block, tally);
    return tally;
  }

  private static BlockWalker walker(
      Predictor model, boolean carry, int minibatchSize, int vocabularySize) {
    EvaluationSettings settings = new EvaluationSettings(carry, minibatchSize, 1000, null);
    return new BlockWalker(model, settings, ShardSchemas.LANGUAGE_MODEL, vocabularySize, 1);
  }

  /**
   * Sequences of 6 targets, now and then one of 3, as where a generation ends, and the last one of
   * 2; the source changes within the second one.
   */
  private static List<Sequence> block(long seed, int sequences) {
    Random random = new Random(seed);
    List<Sequence> block = new ArrayList<>();
    int last = random.nextInt(VOCABULARY);
    for (int i = 0; i < sequences; i++) {
      int targets = targets(i, sequences);
      int[] tokens = new int[targets + 1];
      tokens[0] = last;
      for (int t = 1; t <= targets; t++) {
        tokens[t] = random.nextInt(VOCABULARY);
      }
      last = tokens[targets];
      int[] starts = i == 1 ? new int[] {0, 1} : new int[] {0};
      int[] sources = i == 0 ? new int[] {0} : i == 1 ? new int[] {0, 1} : new int[] {1};
      block.add(new Sequence(i, tokens, starts, sources, 10, 11));
    }
    return block;
  }

  private static int targets(int sequence, int sequences) {
    return sequence == sequences - 1 ? 2 : sequence % 4 == 1 ? 3 : LENGTH;
  }

  private static double alone(int vocabulary, Predictor model, Sequence sequence) {
    Naive naive = new Naive();
    naive.walk(model, sequence, model.start(), 0);
    assertThat(model.vocabularySize()).isEqualTo(vocabulary);
    return naive.byRun[0];
  }

  private static double[] nats(TextTally.RunningLoss[] losses) {
    return Arrays.stream(losses).mapToDouble(loss -> loss.nats).toArray();
  }

  private static long targets(TextTally.RunningLoss[] losses) {
    return Arrays.stream(losses).mapToLong(loss -> loss.targets).sum();
  }

  /** One token at a time, one sequence after the other, with a softmax of its own. */
  private static final class Naive {
    private double[] byRun = new double[0];
    private final double[] byPosition = new double[LENGTH];
    private final double[] bySource = new double[2];
    private long top1;
    private long top5;
    private long unknown;

    void walk(Predictor model, Sequence sequence, HiddenState state, int run) {
      byRun = byRun.length > run ? byRun : Arrays.copyOf(byRun, run + 1);
      for (int t = 0; t < sequence.targets(); t++) {
        float[] logits = new float[model.vocabularySize()];
        model.predict(Field.of(new int[] {sequence.tokens()[t]}), state).logits(0, 0, logits);
        int target = sequence.tokens()[t + 1];
        double sum = 0;
        int above = 0;
        for (int id = 0; id < logits.length; id++) {
          sum += Math.exp(logits[id]);
          above += logits[id] > logits[target] ? 1 : 0;
        }
        double nats = Math.log(sum) - logits[target];
        byRun[run] += nats;
        byPosition[t] += nats;
        boolean second = sequence.index() > 1 || (sequence.index() == 1 && t >= 1);
        bySource[second ? 1 : 0] += nats;
        top1 += above == 0 ? 1 : 0;
        top5 += above < 5 ? 1 : 0;
        unknown += target == 0 ? 1 : 0;
      }
    }
  }
}
