package org.ravel.evaluation.caption;

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

/** Lets a model write captions of the images of a task's blocks, and keeps the images apart. */
public record ImageBlocks(CaptionBlocks captions)
    implements FlatMapFunction<Iterator<Block>, List<WrittenExample>> {

  @Override
  public Iterator<List<WrittenExample>> call(Iterator<Block> blocks) {
    BestWriter writer = captions.writer();
    return new EachBlock<>(blocks, block -> images(captions.reader().read(block), writer));
  }

  private List<WrittenExample> images(List<Example> block, BestWriter writer) {
    List<Hypothesis> written = writer.write(block.stream().map(Source::of).toList());
    List<WrittenExample> images = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Example image = block.get(i);
      images.add(
          new WrittenExample(
              Math.toIntExact(image.index()),
              CaptionUnits.sums(captions.one(image, written.get(i)))));
    }
    return images;
  }
}
