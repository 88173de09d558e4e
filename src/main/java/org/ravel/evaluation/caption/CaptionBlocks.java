package org.ravel.evaluation.caption;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.config.DecodingConfig;
import org.ravel.corpus.Vocabulary;
import org.ravel.decoding.BestWriter;
import org.ravel.decoding.Hypothesis;
import org.ravel.decoding.Source;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Captioned.Looked;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.tally.EachBlock;
import org.ravel.evaluation.translation.Bleu;
import org.ravel.evaluation.translation.DecodeBlocks;
import org.ravel.evaluation.translation.WrittenBlocks;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Example;

/** Lets a model write captions of the images of a task's blocks, with one network for all. */
public record CaptionBlocks(
    Broadcast<PredictorSource> network,
    BlockReader reader,
    DecodingConfig decoding,
    Broadcast<Vocabulary> vocabulary,
    Broadcast<Cider> cider)
    implements FlatMapFunction<Iterator<Block>, CaptionSums>, WrittenBlocks.Writing {

  @Override
  public Iterator<CaptionSums> call(Iterator<Block> blocks) {
    BestWriter writer = writer();
    return new EachBlock<>(blocks, block -> sums(reader.read(block), writer));
  }

  @Override
  public BestWriter writer() {
    return DecodeBlocks.writer(network, decoding, vocabulary.value());
  }

  @Override
  public double[] unit(Example image, Hypothesis written) {
    return CaptionUnits.sums(one(image, written));
  }

  private CaptionSums one(Example image, Hypothesis written) {
    return one(image, written.ids(), vocabulary.value(), cider.value());
  }

  private CaptionSums sums(List<Example> block, BestWriter writer) {
    List<Source> images = block.stream().map(Source::of).toList();
    List<Hypothesis> written = writer.write(images);
    CaptionSums sums = sums(block, written);
    if (!writer.looks()) {
      return sums;
    }
    Set<Long> shown = sums.shown();
    int[] places =
        IntStream.range(0, block.size())
            .filter(place -> shown.contains(block.get(place).index()))
            .toArray();
    List<Hypothesis> outputs = writer.looked(images, written, places);
    return sums.with(
        IntStream.range(0, places.length)
            .boxed()
            .collect(
                Collectors.toMap(i -> block.get(places[i]).index(), i -> looked(outputs.get(i)))));
  }

  private CaptionSums sums(List<Example> block, List<Hypothesis> written) {
    CaptionSums sums = null;
    for (int i = 0; i < written.size(); i++) {
      CaptionSums one = one(block.get(i), written.get(i));
      sums = sums == null ? one : sums.plus(one);
    }
    return sums;
  }

  private Looked looked(Hypothesis output) {
    Vocabulary words = vocabulary.value();
    List<String> tokens = new ArrayList<>();
    Arrays.stream(output.ids()).mapToObj(words::token).forEach(tokens::add);
    tokens.add(words.token(words.endOfDocument().orElseThrow()));
    return new Looked(tokens, output.shownAttention());
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
            cider.score(words, references),
            null));
  }
}
