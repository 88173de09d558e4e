package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.evaluation.tally.BlockWalker;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;
import org.ravel.shard.ShardSchemas;

class ClassPiecesTest {
  private static final int LABELS = 2;

  /** A sequence in pieces is one target, whose answer is that of most of its pieces. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aLongSequenceCountsOnce(int minibatchSize) {
    // Pieces of at most two steps: (1), (2, 4), (6, 6), whose sums say 1, 0, 0.
    List<Example> block = List.of(example(0, 3, 4), example(1, 1, 2, 4, 6, 6), example(2, 8));
    EvaluationSettings settings = new EvaluationSettings(false, minibatchSize, 4, null);
    List<String> answers = new ArrayList<>();
    List<Double> nats = new ArrayList<>();
    try (BlockWalker walker =
        new BlockWalker(
            new AnswersByToken(LABELS, true).get(),
            settings,
            ShardSchemas.CLASSIFICATION,
            LABELS,
            2)) {
      walker.walk(block, new Recording(answers, nats));
    }
    assertThat(answers).containsExactlyInAnyOrder("0:1", "1:0", "2:0");
    double yes = Math.cbrt(0.7 * 0.7 * 0.3);
    double no = Math.cbrt(0.3 * 0.3 * 0.7);
    assertThat(nats.get(answers.indexOf("1:0")))
        .isCloseTo(-Math.log(yes / (yes + no)), within(1e-12));
    assertThat(nats.get(answers.indexOf("2:0"))).isCloseTo(-Math.log(0.7), within(1e-12));
  }

  private static Example example(long index, int... tokens) {
    return new Example(
        index, List.of(new Values.OfIds(tokens), new Values.OfIds(new int[] {0})), Origin.of(0));
  }

  private record Recording(List<String> answers, List<Double> nats) implements Tally<List<String>> {
    @Override
    public void add(TargetRow targets, Prediction prediction) {
      assertThat(targets.steps()).isEqualTo(1);
      int best = ((Categorical) prediction).best(targets.row(), 0);
      answers.add(targets.example().index() + ":" + best);
      nats.add(((Categorical) prediction).nats(targets.row(), 0, best));
    }

    @Override
    public List<String> sums() {
      return answers;
    }
  }
}
