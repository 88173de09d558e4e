package org.ravel.evaluation.pair;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.sequence.Example;
import org.ravel.sequence.Lanes;
import scala.Tuple2;

/**
 * Counts the pairs of each run of a task's blocks. Runs are those of an evaluation: the lanes that
 * a block is divided into.
 */
public record CountRunPairs(BlockReader reader, int lanes, int sequenceLength)
    implements PairFlatMapFunction<Iterator<Block>, Long, Tuple2<Long, Long>> {
  @Override
  public Iterator<Tuple2<Long, Tuple2<Long, Long>>> call(Iterator<Block> blocks) {
    return new RunPairs(
        reader.schema().targets(),
        sequenceLength,
        CountPairs.stream(blocks).flatMap(block -> runs(reader.read(block))).iterator());
  }

  private Stream<PairRun> runs(List<Example> block) {
    Lanes blockLanes = Lanes.of(block.size(), lanes);
    return IntStream.range(0, blockLanes.count())
        .mapToObj(
            lane -> {
              int start = (int) blockLanes.start(lane);
              int end = (int) blockLanes.start(lane + 1);
              return new PairRun(block.get(start).index(), block.subList(start, end).iterator());
            });
  }
}
