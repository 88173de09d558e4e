package org.ravel.evaluation.label;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.ravel.evaluation.pair.PairTable;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;
import scala.Tuple2;

/** Counts of examples, without Spark. */
final class CountedTraining {
  private CountedTraining() {}

  static Example example(int[] words, int... labels) {
    return new Example(
        0, List.of(new Values.OfIds(words), new Values.OfIds(labels)), Origin.NOT_KEPT);
  }

  /** The counts in several parts, as partitions bring them. */
  static LabelCounts of(Alignment targets, List<Example> examples, int words, int labels) {
    PairTable table = new PairTable(12);
    examples.forEach(example -> table.countAll(targets, example));
    List<LabelCounts.Pairs> parts = new ArrayList<>();
    Iterator<Tuple2<Long, Long>> entries = table.entries();
    while (entries.hasNext()) {
      Tuple2<Long, Long> pair = entries.next();
      parts.add(0, new LabelCounts.Pairs(new long[] {pair._1()}, new long[] {pair._2()}));
    }
    return LabelCounts.of(parts, words, labels);
  }
}
