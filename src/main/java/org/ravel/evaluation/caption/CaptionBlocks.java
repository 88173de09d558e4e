package org.ravel.evaluation.caption;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.config.DecodingConfig;
import org.ravel.corpus.Vocabulary;
import org.ravel.decoding.Hypothesis;
import org.ravel.decoding.Source;
import org.ravel.decoding.TargetWriter;
import org.ravel.decoding.WritingRules;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.tally.EachBlock;
import org.ravel.evaluation.translation.Bleu;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Example;
import org.ravel.spark.TaskEnd;

/** Lets a model write captions of the images of a task's blocks, with one network for all. */
public record CaptionBlocks(
    Broadcast<PredictorSource> network,
    BlockReader reader,
    DecodingConfig decoding,
    Broadcast<Vocabulary> vocabulary,
    Broadcast<Cider> cider)
    implements FlatMapFunction<Iterator<Block>, CaptionSums> {

  @Override
  public Iterator<CaptionSums> call(Iterator<Block> blocks) {
    Vocabulary words = vocabulary.value();
    TargetWriter writer =
        new TargetWriter(
            TaskEnd.close(network.value().get()),
            new WritingRules(
                decoding, words.endOfDocument().orElseThrow(), words.unknown(), false));
    return new EachBlock<>(blocks, block -> sums(reader.read(block), writer));
  }

  private CaptionSums sums(List<Example> block, TargetWriter writer) {
    List<List<Hypothesis>> written = writer.write(block.stream().map(Source::of).toList());
    CaptionSums sums = null;
    for (int i = 0; i < written.size(); i++) {
      CaptionSums one =
          one(block.get(i), written.get(i).get(0).ids(), vocabulary.value(), cider.value());
      sums = sums == null ? one : sums.plus(one);
    }
    return sums;
  }

  /** What is written of an image. */
  static CaptionSums one(Example image, int[] output, Vocabulary vocabulary, Cider cider) {
    CaptionTokens tokens = new CaptionTokens(vocabulary);
    int[] captions = image.ids(image.values().size() - 1);
    List<String> words = tokens.written(output);
    List<List<String>> references = tokens.of(captions);
    return CaptionSums.of(
        Bleu.ofSeveral(words, references),
        new Captioned.Caption(
            image.index(),
            image.text(1),
            tokens.shown(captions),
            tokens.shownIds(output),
            cider.score(words, references)));
  }
}
