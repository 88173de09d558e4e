package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.ravel.config.DecodingConfig;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.decoding.Hypothesis;
import org.ravel.decoding.Source;
import org.ravel.decoding.TargetWriter;
import org.ravel.decoding.WritingRules;
import org.ravel.evaluation.tally.Few;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;
import org.ravel.sequence.Texts;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import org.ravel.training.Validator.WrittenSentence;

/**
 * Some sentences of the validation split, always the same, which a network in training writes, on
 * the driver.
 */
final class SampleSentences {
  /** They are chosen among the first ones. */
  private static final int LOOKED_AT = 1_000;

  private final List<Example> examples;
  private final Vocabulary sources;
  private final Vocabulary targets;
  private final WritingRules rules;

  private SampleSentences(
      List<Example> examples, Vocabulary sources, Vocabulary targets, WritingRules rules) {
    this.examples = examples;
    this.sources = sources;
    this.targets = targets;
    this.rules = rules;
  }

  /**
   * Of shards; none where no text is written for another one, or there is no such split.
   *
   * @param count how many there are to be
   */
  static SampleSentences of(
      Configuration hadoop, ShardSet shards, DecodingConfig decoding, int count) {
    Manifest manifest = shards.manifest();
    boolean isOfPairs =
        manifest.schema().targets() == Alignment.OWN_STEPS && !manifest.schema().readsNumbers();
    if (count == 0 || !isOfPairs || !manifest.splits().containsKey(Split.VALIDATION)) {
      return new SampleSentences(List.of(), null, null, null);
    }
    Vocabulary targets = shards.targetVocabulary();
    return new SampleSentences(
        first(hadoop, shards).stream()
            .sorted(Comparator.comparing(Example::index, Few.SHUFFLED))
            .limit(count)
            .sorted(Comparator.comparing(Example::index))
            .toList(),
        shards.vocabulary(),
        targets,
        new WritingRules(
            decoding, targets.endOfDocument().orElseThrow(), targets.unknown(), false));
  }

  private static List<Example> first(Configuration hadoop, ShardSet shards) {
    Manifest manifest = shards.manifest();
    Manifest.ShardFile file = manifest.splits().get(Split.VALIDATION).files().get(0);
    List<Example> first = new ArrayList<>();
    try (ExampleReader reader =
        ExampleReader.open(
            hadoop,
            shards.path(),
            manifest.schema(),
            file,
            0,
            Math.min(LOOKED_AT, file.sequences()),
            false)) {
      while (reader.hasNext()) {
        first.add(reader.next());
      }
    }
    return first;
  }

  /** Lets a network write them. */
  List<WrittenSentence> write(PredictorSource network) {
    if (examples.isEmpty()) {
      return List.of();
    }
    List<Source> read = examples.stream().map(Source::of).toList();
    List<WrittenSentence> sentences = new ArrayList<>();
    try (Predictor model = network.get()) {
      List<List<Hypothesis>> written = new TargetWriter(model, rules).write(read);
      for (int i = 0; i < written.size(); i++) {
        sentences.add(sentence(examples.get(i), written.get(i).get(0)));
      }
    }
    return sentences;
  }

  private WrittenSentence sentence(Example example, Hypothesis output) {
    List<String> source = Arrays.stream(example.ids(0)).mapToObj(sources::token).toList();
    return new WrittenSentence(
        sources.decode(example.ids(0)),
        targets.decode(Texts.inner(example.ids(1))),
        targets.tokenizer().decode(output.texts(targets::token, targets.unknown(), source)));
  }
}
