package org.ravel.evaluation.translation;

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
import org.ravel.evaluation.measure.Decoded.Aligned;
import org.ravel.evaluation.measure.Decoded.Translated;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.tally.EachBlock;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Example;
import org.ravel.sequence.Texts;
import org.ravel.spark.TaskEnd;

/**
 * Lets a model translate the sources of a task's blocks, with one network for all of them.
 *
 * @param sources the vocabulary of what is read
 * @param targets the vocabulary of what is written
 */
public record DecodeBlocks(
    Broadcast<PredictorSource> network,
    BlockReader reader,
    DecodingConfig decoding,
    Broadcast<Vocabulary> sources,
    Broadcast<Vocabulary> targets)
    implements FlatMapFunction<Iterator<Block>, OutputSums>, WrittenBlocks.Writing {
  /** In place of a word that the vocabulary lacks: no output has it, so that it never matches. */
  static final String LOST = "\uFFFD";

  @Override
  public Iterator<OutputSums> call(Iterator<Block> blocks) {
    BestWriter writer = writer();
    return new EachBlock<>(blocks, block -> sums(reader.read(block), writer));
  }

  @Override
  public BestWriter writer() {
    return writer(network, decoding, targets.value());
  }

  /**
   * Writes until the end of the task.
   *
   * @param written the vocabulary of what is written
   */
  public static BestWriter writer(
      Broadcast<PredictorSource> network, DecodingConfig decoding, Vocabulary written) {
    return new BestWriter(
        TaskEnd.close(network.value().get()),
        decoding,
        written.endOfDocument().orElseThrow(),
        written.unknown());
  }

  private OutputSums sums(List<Example> block, BestWriter writer) {
    List<Source> read = block.stream().map(Source::of).toList();
    List<Hypothesis> written = writer.write(read);
    OutputSums sums = sums(block, written);
    return writer.looks() ? sums.with(aligned(block, read, written, sums, writer)) : sums;
  }

  private OutputSums sums(List<Example> block, List<Hypothesis> written) {
    OutputSums sums = null;
    for (int i = 0; i < written.size(); i++) {
      OutputSums one = sums(block.get(i), written.get(i));
      sums = sums == null ? one : sums.plus(one);
    }
    return sums;
  }

  private OutputSums sums(Example example, Hypothesis output) {
    int[] reference = Texts.inner(example.ids(1));
    String text = targets.value().tokenizer().decode(tokens(example, output));
    String truth = text(targets.value(), reference);
    String source = text(sources.value(), example.ids(0));
    WrittenSums sums = written(text, truth, output, reference);
    return OutputSums.of(
        new Translated(example.index(), source, truth, text, sums.chrf().score()),
        sums,
        example.ids(0).length,
        output.ids(),
        reference);
  }

  @Override
  public double[] unit(Example example, Hypothesis output) {
    int[] reference = Texts.inner(example.ids(1));
    return DecodedUnits.sums(
        written(
            targets.value().tokenizer().decode(tokens(example, output)),
            text(targets.value(), reference),
            output,
            reference));
  }

  private static WrittenSums written(
      String text, String truth, Hypothesis output, int[] reference) {
    return WrittenSums.of(
        text, truth, Arrays.equals(output.ids(), reference), output.ids().length, reference.length);
  }

  private List<String> tokens(Example example, Hypothesis output) {
    Vocabulary vocabulary = targets.value();
    return output.texts(
        vocabulary::token, vocabulary.unknown(), names(sources.value(), example.ids(0)));
  }

  /** Where some sentences of a block look. */
  private List<Aligned> aligned(
      List<Example> block,
      List<Source> read,
      List<Hypothesis> written,
      OutputSums sums,
      BestWriter writer) {
    Set<Long> chosen =
        sums.random().stream()
            .limit(OutputSums.ALIGNED)
            .map(Translated::index)
            .collect(Collectors.toSet());
    int[] places =
        IntStream.range(0, block.size())
            .filter(place -> chosen.contains(block.get(place).index()))
            .toArray();
    List<Hypothesis> outputs = writer.looked(read, written, places);
    return IntStream.range(0, places.length)
        .mapToObj(i -> aligned(block.get(places[i]), outputs.get(i)))
        .toList();
  }

  private Aligned aligned(Example example, Hypothesis output) {
    List<String> tokens = new ArrayList<>(tokens(example, output));
    tokens.add(targets.value().token(targets.value().endOfDocument().orElseThrow()));
    return new Aligned(
        example.index(), names(sources.value(), example.ids(0)), tokens, output.shownAttention());
  }

  private static String text(Vocabulary vocabulary, int[] ids) {
    return vocabulary.tokenizer().decode(names(vocabulary, ids));
  }

  private static List<String> names(Vocabulary vocabulary, int[] ids) {
    return Arrays.stream(ids)
        .mapToObj(id -> id == vocabulary.unknown() ? LOST : vocabulary.token(id))
        .toList();
  }
}
