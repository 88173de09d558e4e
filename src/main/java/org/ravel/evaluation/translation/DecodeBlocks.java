package org.ravel.evaluation.translation;

import java.util.Arrays;
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
import org.ravel.evaluation.measure.Decoded.Translated;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Example;
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
  private static final String LOST = "\uFFFD";

  @Override
  public Iterator<OutputSums> call(Iterator<Block> blocks) {
    Vocabulary vocabulary = targets.value();
    TargetWriter writer =
        new TargetWriter(
            TaskEnd.close(network.value().get()),
            new WritingRules(
                decoding, vocabulary.endOfDocument().orElseThrow(), vocabulary.unknown(), false));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public OutputSums next() {
        return sums(reader.read(blocks.next()), writer);
      }
    };
  }

  private OutputSums sums(List<Example> block, TargetWriter writer) {
    List<List<Hypothesis>> written =
        writer.write(
            block.stream()
                .map(example -> new Source(example.values().subList(0, 1), example.index()))
                .toList());
    OutputSums sums = null;
    for (int i = 0; i < written.size(); i++) {
      OutputSums one = sums(block.get(i), written.get(i).get(0));
      sums = sums == null ? one : sums.plus(one);
    }
    return sums;
  }

  private OutputSums sums(Example example, Hypothesis output) {
    int[] target = example.ids(1);
    int[] reference = Arrays.copyOfRange(target, 1, target.length - 1);
    List<String> source = names(sources.value(), example.ids(0));
    String text =
        targets
            .value()
            .tokenizer()
            .decode(output.texts(targets.value()::token, targets.value().unknown(), source));
    String truth = text(targets.value(), reference);
    Chrf chrf = Chrf.of(text, truth);
    return OutputSums.of(
        new Translated(
            example.index(), text(sources.value(), example.ids(0)), truth, text, chrf.score()),
        Arrays.equals(output.ids(), reference),
        output.ids().length,
        reference.length,
        chrf);
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
