package org.ravel.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Column;
import org.ravel.sequence.Example;
import org.ravel.sequence.Order;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;

class IdCountTest {
  private static final Column TOKENS = new Column.Ids("tokens", "tokens");
  private static final Column LABELS = new Column.Ids("labels", "labels");

  @Test
  void ofATextTheLastTokenIsNotReadAndTheFirstOneIsNoTarget() {
    Schema schema = new Schema(Order.STREAM, Alignment.NEXT_STEP, List.of(TOKENS));
    TrainingBlock block = block(example(new int[] {3, 1, 1}), null, example(new int[] {0, 2}));
    assertThat(count(schema, IdCount.Side.READ, block)).containsExactly(1, 1, 0, 1);
    assertThat(count(schema, IdCount.Side.PREDICTED, block)).containsExactly(0, 2, 1, 0);
  }

  @Test
  void tokensAndLabelsCountApart() {
    Schema schema = new Schema(Order.INDEPENDENT, Alignment.WHOLE, List.of(TOKENS, LABELS));
    TrainingBlock block =
        block(example(new int[] {3, 1, 1}, new int[] {2}), example(new int[] {0}, new int[] {2}));
    assertThat(count(schema, IdCount.Side.READ, block)).containsExactly(1, 2, 0, 1);
    assertThat(count(schema, IdCount.Side.PREDICTED, block)).containsExactly(0, 0, 2, 0);
  }

  private static long[] count(Schema schema, IdCount.Side side, TrainingBlock block) {
    return new IdCount(schema, side, 4).call(List.of(block).iterator()).next();
  }

  private static TrainingBlock block(Example... rows) {
    return new TrainingBlock(0, 0, rows);
  }

  private static Example example(int[]... columns) {
    return new Example(
        0, Arrays.stream(columns).<Values>map(Values.OfIds::new).toList(), Origin.NOT_KEPT);
  }
}
