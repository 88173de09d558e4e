package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.decoding.BestWriter;
import org.ravel.decoding.Hypothesis;
import org.ravel.decoding.Source;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.tally.EachBlock;
import org.ravel.evaluation.unit.WrittenExample;
import org.ravel.sequence.Example;

/** Lets a model write of a task's blocks, and keeps what it writes of each example apart. */
public record WrittenBlocks(Writing writing)
    implements FlatMapFunction<Iterator<Block>, List<WrittenExample>> {

  /** How a task's model writes, and what is counted. */
  public interface Writing extends Serializable {
    /** Reads the blocks. */
    BlockReader reader();

    /** Writes until the end of the task. */
    BestWriter writer();

    /**
     * What is written of an example.
     *
     * @return the sums that {@link org.ravel.evaluation.unit.WrittenMetrics} says
     */
    double[] unit(Example example, Hypothesis written);
  }

  @Override
  public Iterator<List<WrittenExample>> call(Iterator<Block> blocks) {
    BestWriter writer = writing.writer();
    return new EachBlock<>(blocks, block -> examples(writing.reader().read(block), writer));
  }

  private List<WrittenExample> examples(List<Example> block, BestWriter writer) {
    List<Hypothesis> written = writer.write(block.stream().map(Source::of).toList());
    List<WrittenExample> examples = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Example example = block.get(i);
      examples.add(
          new WrittenExample(
              Math.toIntExact(example.index()), writing.unit(example, written.get(i))));
    }
    return examples;
  }
}
