package org.ravel.example;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.config.ScalingConfig;
import org.ravel.config.Split;
import org.ravel.config.StepKind;
import org.ravel.config.Task;
import org.ravel.corpus.Spelling;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularySelection;
import org.ravel.error.ConfigurationException;
import org.ravel.example.CountedChunks.Types;
import org.ravel.sequence.Scaling;

/**
 * A reading of all examples of a new shard set: how many there are, and the vocabularies or the
 * scaling of the training split.
 */
public final class ExampleCounting {
  private ExampleCounting() {}

  /**
   * What was counted.
   *
   * @param chunks in the order of the input
   * @param encoder makes of what is read what networks read, by vocabularies or a scaling that were
   *     counted or given
   * @param labels how often each label stands in the training split; none where targets are text
   * @param targets the vocabulary of targets that are text; null where they are none
   * @param targetScaling of targets that are numbers; null where they are none
   */
  public record Result(
      List<ChunkExamples> chunks,
      ExampleEncoder encoder,
      Map<String, Long> labels,
      Vocabulary targets,
      Scaling targetScaling) {}

  /**
   * Vocabularies and a scaling that are used instead of counting them.
   *
   * @param tokens null to count
   * @param characters null to count, if they are kept
   * @param scaling of numbers; null to count
   * @param targets null to count, where they are text
   * @param targetScaling of targets that are numbers; null to count
   */
  public record Given(
      Vocabulary tokens,
      Vocabulary characters,
      Scaling scaling,
      Vocabulary targets,
      Scaling targetScaling) {}

  /** Reads the examples once, on Spark; once more before where subwords are to be learned. */
  public static Result count(
      JavaSparkContext spark, ExampleTable table, RavelConfig config, Given given) {
    requireWidth(table, config, given.scaling());
    if (config.corpus().steps() == StepKind.TOKENS
        && table.tokenizers().areToLearn(config.task() == Task.TRANSLATION)) {
      table.cutBy(spark, config, SubwordCounting.learn(table, config));
    }
    requireTargets(config, given.targetScaling());
    ExampleTally.Counted wanted = wanted(table, config, given);
    try (CountedChunks counted = CountedChunks.of(table, wanted)) {
      List<ChunkExamples> chunks = counted.sums();
      long ends = ChunkExamples.examples(chunks, Split.TRAIN);
      ExampleEncoder encoder = encoder(counted, table, config, given, wanted, ends);
      return new Result(
          chunks,
          encoder,
          ChunkExamples.labels(chunks),
          !config.task().writesText() || given.targets() != null
              ? given.targets()
              : targets(counted, table, config, encoder, ends),
          config.task() == Task.REGRESSION ? targetScaling(counted, config, given) : null);
    }
  }

  private static Scaling targetScaling(CountedChunks counted, RavelConfig config, Given given) {
    if (given.targetScaling() != null) {
      return given.targetScaling();
    }
    return switch (config.scaling().rule()) {
      case STANDARD, MIN_MAX -> counted.targetScaling();
      case NONE -> Scaling.none(numbers(config));
    };
  }

  /** How many targets of an example are numbers. */
  private static int numbers(RavelConfig config) {
    return config.task() == Task.REGRESSION ? config.corpus().columns().target().size() : 0;
  }

  private static void requireTargets(RavelConfig config, Scaling given) {
    if (given != null && given.width() != numbers(config)) {
      throw new ConfigurationException(
          "scaling.from is %s, whose sequences have %d numbers as targets, but corpus.columns.target names %d columns; name as many, or count means and deviations (scaling.from=null)"
              .formatted(config.scaling().from(), given.width(), numbers(config)));
    }
  }

  private static void requireWidth(ExampleTable table, RavelConfig config, Scaling given) {
    if (given != null && table.width() > 0 && given.width() != table.width()) {
      throw new ConfigurationException(
          "scaling.from is %s, whose steps have %d numbers, but those of corpus.input have %d; name shards of such steps, or count means and deviations (scaling.from=null)"
              .formatted(config.scaling().from(), given.width(), table.width()));
    }
  }

  private static ExampleTally.Counted wanted(ExampleTable table, RavelConfig config, Given given) {
    return switch (config.corpus().steps()) {
      case TOKENS ->
          new ExampleTally.Counted(
              false,
              given.tokens() == null,
              config.shards().spelling() && given.characters() == null,
              0,
              KnownLabels.ANY,
              config.task().writesText(),
              numbers(config));
      case NUMBERS -> {
        boolean counts =
            given.scaling() == null
                && config.scaling().rule() == ScalingConfig.ScalingRule.STANDARD;
        yield new ExampleTally.Counted(
            false,
            false,
            false,
            counts ? table.width() : 0,
            KnownLabels.ANY,
            config.task().writesText(),
            numbers(config));
      }
    };
  }

  private static ExampleEncoder encoder(
      CountedChunks counted,
      ExampleTable table,
      RavelConfig config,
      Given given,
      ExampleTally.Counted wanted,
      long ends) {
    if (config.corpus().steps() == StepKind.NUMBERS) {
      Scaling scaling = given.scaling();
      if (scaling == null) {
        scaling =
            wanted.width() == 0 ? Scaling.none(Math.max(1, table.width())) : counted.scaling();
      }
      return new NumberEncoder(scaling);
    }
    boolean spelling = config.shards().spelling();
    return new TokenEncoder(
        wanted.tokens() ? tokens(counted, table, config, ends) : given.tokens(),
        wanted.characters() ? characters(counted) : spelling ? given.characters() : null,
        config.task() == Task.TREE);
  }

  /** Each target ends with {@code <eos>}, and so do the captions before the last one. */
  private static Vocabulary targets(
      CountedChunks counted,
      ExampleTable table,
      RavelConfig config,
      ExampleEncoder encoder,
      long examples) {
    if (config.targetVocabulary().shared()) {
      return ((TokenEncoder) encoder).tokens();
    }
    JavaPairRDD<String, Long> types = counted.counts(Types.TARGETS);
    // A translation has none: the parser refuses it.
    long between =
        config.task() == Task.CAPTIONING
            ? types.lookup(CaptionReader.END).stream().mapToLong(Long::longValue).sum()
            : 0;
    return VocabularySelection.select(
        types,
        counted.total(Types.TARGETS) + examples,
        between + examples,
        table.tokenizers().target(),
        ExampleTable.TARGETS,
        config.targetVocabulary().ofTokens());
  }

  private static Vocabulary tokens(
      CountedChunks counted, ExampleTable table, RavelConfig config, long ends) {
    boolean shared = config.targetVocabulary().shared();
    Types[] types = shared ? new Types[] {Types.TOKENS, Types.TARGETS} : new Types[] {Types.TOKENS};
    return VocabularySelection.select(
        counted.counts(types),
        counted.total(types) + (shared ? ends : 0),
        shared ? ends : 0,
        table.tokenizers().source(),
        shared ? ExampleTable.TARGETS : Documents.NONE,
        config.vocabulary());
  }

  private static Vocabulary characters(CountedChunks counted) {
    return Spelling.vocabulary(
        counted.counts(Types.CHARACTERS), counted.total(Types.CHARACTERS), counted.words());
  }
}
