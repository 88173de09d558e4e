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
import org.ravel.decoding.Hypothesis;
import org.ravel.decoding.Source;
import org.ravel.decoding.TargetWriter;
import org.ravel.decoding.WritingRules;
import org.ravel.evaluation.measure.Decoded.Aligned;
import org.ravel.evaluation.measure.Decoded.Translated;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.tally.EachBlock;
import org.ravel.network.Predictor;
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
    implements FlatMapFunction<Iterator<Block>, OutputSums> {
  /** In place of a word that the vocabulary lacks: no output has it, so that it never matches. */
  static final String LOST = "\uFFFD";

  @Override
  public Iterator<OutputSums> call(Iterator<Block> blocks) {
    Predictor model = TaskEnd.close(network.value().get());
    TargetWriter writer = new TargetWriter(model, rules(false));
    TargetWriter looking = new TargetWriter(model, rules(true));
    return new EachBlock<>(
        blocks,
        block -> {
          List<Example> examples = reader.read(block);
          List<Hypothesis> written = write(examples, writer);
          OutputSums sums = sums(examples, written);
          return model.attention() == null
              ? sums
              : sums.with(aligned(examples, written, sums, looking));
        });
  }

  private WritingRules rules(boolean looked) {
    Vocabulary vocabulary = targets.value();
    return new WritingRules(
        decoding, vocabulary.endOfDocument().orElseThrow(), vocabulary.unknown(), looked);
  }

  /** The best of each. */
  private static List<Hypothesis> write(List<Example> examples, TargetWriter writer) {
    return writer.write(examples.stream().map(Source::of).toList()).stream()
        .map(candidates -> candidates.get(0))
        .toList();
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
    WrittenSums sums =
        WrittenSums.of(
            text,
            truth,
            Arrays.equals(output.ids(), reference),
            output.ids().length,
            reference.length);
    return OutputSums.of(
        new Translated(example.index(), source, truth, text, sums.chrf().score()),
        sums,
        example.ids(0).length,
        output.ids(),
        reference);
  }

  private List<String> tokens(Example example, Hypothesis output) {
    Vocabulary vocabulary = targets.value();
    return output.texts(
        vocabulary::token, vocabulary.unknown(), names(sources.value(), example.ids(0)));
  }

  /**
   * Where some sentences of a block look. Unless it is known already they are written once more: to
   * keep it of all would take time, and what is written of a sentence is always the same.
   */
  private List<Aligned> aligned(
      List<Example> block, List<Hypothesis> written, OutputSums sums, TargetWriter looking) {
    Set<Long> chosen =
        sums.random().stream()
            .limit(OutputSums.ALIGNED)
            .map(Translated::index)
            .collect(Collectors.toSet());
    int[] places =
        IntStream.range(0, block.size())
            .filter(place -> chosen.contains(block.get(place).index()))
            .toArray();
    List<Example> examples = Arrays.stream(places).mapToObj(block::get).toList();
    List<Hypothesis> outputs =
        written.get(0).attention() == null
            ? write(examples, looking)
            : Arrays.stream(places).mapToObj(written::get).toList();
    return IntStream.range(0, examples.size())
        .mapToObj(i -> aligned(examples.get(i), outputs.get(i)))
        .toList();
  }

  private Aligned aligned(Example example, Hypothesis output) {
    List<String> tokens = new ArrayList<>(tokens(example, output));
    tokens.add(targets.value().token(targets.value().endOfDocument().orElseThrow()));
    return new Aligned(
        example.index(),
        names(sources.value(), example.ids(0)),
        tokens,
        output.attention().stream().map(DecodeBlocks::rounded).toList());
  }

  /** To thousandths, which is more than a plot shows. */
  private static List<Double> rounded(double[] weights) {
    return Arrays.stream(weights).mapToObj(weight -> Math.rint(1000 * weight) / 1000).toList();
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
