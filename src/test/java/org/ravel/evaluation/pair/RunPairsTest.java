package org.ravel.evaluation.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;
import scala.Tuple2;

class RunPairsTest {
  private static final long SEED = 31;

  @Test
  void pairsOfEachRunAreCountedThroughManyFillingsOfTheTable() {
    Random random = new Random(SEED);
    Map<Tuple2<Long, Long>, Long> expected = new HashMap<>();
    List<PairRun> runs = new ArrayList<>();
    int index = 0;
    // Runs that do not fill the table and runs that fill it several times, and one of nothing.
    for (int sequences : new int[] {1, 40, 2, 0, 30}) {
      long first = index;
      List<Example> run = new ArrayList<>();
      for (int i = 0; i < sequences; i++) {
        int[] tokens = random.ints(6, 0, 5).toArray();
        for (int t = 0; t + 1 < tokens.length; t++) {
          expected.merge(new Tuple2<>(first, Pair.of(tokens[t], tokens[t + 1])), 1L, Long::sum);
        }
        run.add(new Example(index++, List.of(new Values.OfIds(tokens)), Origin.NOT_KEPT));
      }
      runs.add(new PairRun(first, run.iterator()));
    }

    // 16 slots: at 8 pairs, and at most 5 more of a sequence, the table is handed on.
    Iterator<Tuple2<Long, Tuple2<Long, Long>>> counts =
        new RunPairs(Alignment.NEXT_STEP, new PairTable(4), runs.iterator());
    Map<Tuple2<Long, Long>, Long> counted = new HashMap<>();
    int entries = 0;
    while (counts.hasNext()) {
      Tuple2<Long, Tuple2<Long, Long>> count = counts.next();
      counted.merge(new Tuple2<>(count._2()._1(), count._1()), count._2()._2(), Long::sum);
      entries++;
    }

    assertThat(counted).as("seed %d", SEED).isEqualTo(expected);
    assertThat(entries).as("pairs that came out several times").isGreaterThan(expected.size());
  }
}
