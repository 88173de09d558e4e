package org.ravel.evaluation.translation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.decoding.BestWriter;
import org.ravel.decoding.Hypothesis;
import org.ravel.decoding.Source;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.EachBlock;
import org.ravel.evaluation.unit.WrittenExample;
import org.ravel.sequence.Example;

/** Lets a model translate the sources of a task's blocks, and keeps the sentences apart. */
public record SentenceBlocks(DecodeBlocks decoded)
    implements FlatMapFunction<Iterator<Block>, List<WrittenExample>> {

  @Override
  public Iterator<List<WrittenExample>> call(Iterator<Block> blocks) {
    BestWriter writer = decoded.writer();
    return new EachBlock<>(blocks, block -> sentences(decoded.reader().read(block), writer));
  }

  private List<WrittenExample> sentences(List<Example> block, BestWriter writer) {
    List<Hypothesis> written = writer.write(block.stream().map(Source::of).toList());
    List<WrittenExample> sentences = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Example example = block.get(i);
      sentences.add(
          new WrittenExample(
              Math.toIntExact(example.index()),
              DecodedUnits.sums(decoded.written(example, written.get(i)))));
    }
    return sentences;
  }
}
