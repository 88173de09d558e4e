package org.ravel.evaluation;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/** Counts the pairs of a task's blocks; a pair may come out several times. */
record CountPairs(BlockReader reader, int sequenceLength)
    implements PairFlatMapFunction<Iterator<Block>, Long, Long> {
  @Override
  public Iterator<Tuple2<Long, Long>> call(Iterator<Block> blocks) {
    PairRun all =
        new PairRun(0, stream(blocks).flatMap(block -> reader.read(block).stream()).iterator());
    return stream(new RunPairs(sequenceLength, List.of(all).iterator()))
        .map(pair -> new Tuple2<>(pair._1(), pair._2()._2()))
        .iterator();
  }

  /** Of elements that are asked for one by one. */
  static <T> Stream<T> stream(Iterator<T> elements) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED), false);
  }
}
