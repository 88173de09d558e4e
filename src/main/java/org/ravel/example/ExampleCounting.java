package org.ravel.example;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
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
import org.ravel.sequence.Scaling;
import org.ravel.spark.BroadcastScope;
import scala.Tuple2;

/**
 * A reading of all examples, on Spark: how many there are, and the training split's vocabularies or
 * what is told of examples that are added to shards.
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
   * @param targets the vocabulary of targets that are text; null where they are labels
   */
  public record Result(
      List<ChunkExamples> chunks,
      ExampleEncoder encoder,
      Map<String, Long> labels,
      Vocabulary targets) {}

  /**
   * Vocabularies and a scaling that are used instead of counting them.
   *
   * @param tokens null to count
   * @param characters null to count, if they are kept
   * @param scaling of numbers; null to count
   * @param targets null to count, where they are text
   */
  public record Given(
      Vocabulary tokens, Vocabulary characters, Scaling scaling, Vocabulary targets) {}

  /** Reads the examples once. */
  public static Result count(ExampleTable table, RavelConfig config, Given given) {
    boolean text = config.task() == Task.TRANSLATION;
    ExampleTally.Counted wanted = wanted(table, config, given);
    JavaRDD<Counted> counted =
        table.map(new CountChunk(wanted)).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<ChunkExamples> chunks = counted.map(Counted::sums).collect();
      return new Result(
          chunks,
          encoder(counted, table, config, given, wanted),
          labels(chunks),
          !text || given.targets() != null
              ? given.targets()
              : targets(counted, config, examples(chunks)));
    } finally {
      counted.unpersist(false);
    }
  }

  /**
   * What was counted of examples that are added to shards, of all splits.
   *
   * @param chunks in the order of the input
   * @param tokens how often each id stands in the examples, by id; null where real numbers are read
   * @param labels how often each label does
   */
  public record FurtherCounts(
      List<ChunkExamples> chunks, long[] tokens, Map<String, Long> labels) {}

  /**
   * Reads examples once that are added to shards.
   *
   * @param encoder that of the shards
   */
  public static FurtherCounts countFurther(
      JavaSparkContext spark, ExampleTable table, ExampleEncoder encoder, KnownLabels known) {
    boolean tokens = encoder instanceof TokenEncoder;
    JavaRDD<Counted> counted =
        table
            .map(new CountChunk(new ExampleTally.Counted(tokens, false, 0, known, false)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<ChunkExamples> chunks = counted.map(Counted::sums).collect();
      return new FurtherCounts(
          chunks,
          encoder instanceof TokenEncoder of ? ids(spark, counted, of.tokens()) : null,
          labels(chunks));
    } finally {
      counted.unpersist(false);
    }
  }

  private static long[] ids(
      JavaSparkContext spark, JavaRDD<Counted> counted, Vocabulary vocabulary) {
    long[] ids = new long[vocabulary.size()];
    try (BroadcastScope<Vocabulary> shared = BroadcastScope.of(spark, vocabulary)) {
      counted
          .flatMapToPair(new IdsOf(shared.broadcast()))
          .reduceByKey(Long::sum)
          .collect()
          .forEach(count -> ids[count._1()] = count._2());
    }
    return ids;
  }

  private static Map<String, Long> labels(List<ChunkExamples> chunks) {
    Map<String, Long> labels = new HashMap<>();
    chunks.forEach(
        chunk -> chunk.labels().forEach((label, n) -> labels.merge(label, n, Long::sum)));
    return labels;
  }

  private static ExampleTally.Counted wanted(ExampleTable table, RavelConfig config, Given given) {
    return switch (config.corpus().steps()) {
      case TOKENS ->
          new ExampleTally.Counted(
              given.tokens() == null,
              config.shards().spelling() && given.characters() == null,
              0,
              KnownLabels.ANY,
              config.task() == Task.TRANSLATION);
      case NUMBERS -> {
        boolean counts =
            given.scaling() == null
                && config.scaling().rule() == ScalingConfig.ScalingRule.STANDARD;
        yield new ExampleTally.Counted(
            false, false, counts ? table.width() : 0, KnownLabels.ANY, false);
      }
    };
  }

  private static ExampleEncoder encoder(
      JavaRDD<Counted> counted,
      ExampleTable table,
      RavelConfig config,
      Given given,
      ExampleTally.Counted wanted) {
    if (config.corpus().steps() == StepKind.NUMBERS) {
      Scaling scaling = given.scaling();
      if (scaling != null && table.width() > 0 && scaling.width() != table.width()) {
        throw new ConfigurationException(
            "scaling.from is %s, whose steps have %d numbers, but those of corpus.input have %d; name shards of such steps, or count means and deviations (scaling.from=null)"
                .formatted(config.scaling().from(), scaling.width(), table.width()));
      }
      if (scaling == null) {
        scaling = wanted.width() == 0 ? Scaling.none(Math.max(1, table.width())) : scaling(counted);
      }
      return new NumberEncoder(scaling);
    }
    boolean spelling = config.shards().spelling();
    return new TokenEncoder(
        wanted.tokens() ? tokens(counted, config) : given.tokens(),
        wanted.characters() ? characters(counted) : spelling ? given.characters() : null);
  }

  private static Scaling scaling(JavaRDD<Counted> counted) {
    return counted.map(Counted::moments).collect().stream()
        .reduce(FeatureMoments::add)
        .get()
        .standard();
  }

  private static long examples(List<ChunkExamples> chunks) {
    return chunks.stream().mapToLong(chunk -> chunk.examples(Split.TRAIN)).sum();
  }

  /** Each target ends with {@code <eos>}. */
  private static Vocabulary targets(JavaRDD<Counted> counted, RavelConfig config, long ends) {
    return VocabularySelection.select(
        counted.flatMapToPair(new TypesOf(Types.TARGETS)).reduceByKey(Long::sum),
        counted.map(chunk -> sum(chunk.targets())).fold(0L, Long::sum) + ends,
        ends,
        ExampleTable.tokenizer(config.corpus()),
        ExampleTable.TARGETS,
        config.targetVocabulary().ofTokens());
  }

  private static Vocabulary tokens(JavaRDD<Counted> counted, RavelConfig config) {
    return VocabularySelection.select(
        counted.flatMapToPair(new TypesOf(Types.TOKENS)).reduceByKey(Long::sum),
        counted.map(chunk -> sum(chunk.tokens())).fold(0L, Long::sum),
        0,
        ExampleTable.tokenizer(config.corpus()),
        Documents.NONE,
        config.vocabulary());
  }

  private static Vocabulary characters(JavaRDD<Counted> counted) {
    return Spelling.vocabulary(
        counted.flatMapToPair(new TypesOf(Types.CHARACTERS)).reduceByKey(Long::sum),
        counted.map(chunk -> sum(chunk.characters())).fold(0L, Long::sum),
        counted.map(Counted::words).fold(0L, Long::sum));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** A chunk's sums, and what its part of the training split has. */
  private record Counted(
      ChunkExamples sums,
      Map<String, Long> tokens,
      Map<String, Long> characters,
      Map<String, Long> targets,
      long words,
      FeatureMoments moments)
      implements Serializable {}

  private static final class CountChunk implements ChunkTask<Counted> {
    private static final long serialVersionUID = 1L;

    private final ExampleTally.Counted wanted;

    CountChunk(ExampleTally.Counted wanted) {
      this.wanted = wanted;
    }

    @Override
    public List<Counted> run(int chunk, Source examples) {
      ExampleTally tally = new ExampleTally(wanted);
      ChunkExamples sums = tally.sums(examples.read(tally));
      return List.of(
          new Counted(
              sums,
              tally.tokens(),
              tally.characters(),
              tally.targets(),
              tally.words(),
              tally.moments()));
    }
  }

  /** The ids of the tokens of chunks, with their counts. */
  private static final class IdsOf implements PairFlatMapFunction<Counted, Integer, Long> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<Vocabulary> vocabulary;

    IdsOf(Broadcast<Vocabulary> vocabulary) {
      this.vocabulary = vocabulary;
    }

    @Override
    public Iterator<Tuple2<Integer, Long>> call(Counted counted) {
      return counted.tokens().entrySet().stream()
          .map(entry -> new Tuple2<>(vocabulary.value().id(entry.getKey()), entry.getValue()))
          .iterator();
    }
  }

  /** What is counted of chunks. */
  private enum Types {
    TOKENS,
    CHARACTERS,
    TARGETS
  }

  /** The tokens or characters of chunks, with their counts. */
  private static final class TypesOf implements PairFlatMapFunction<Counted, String, Long> {
    private static final long serialVersionUID = 1L;

    private final Types types;

    TypesOf(Types types) {
      this.types = types;
    }

    @Override
    public Iterator<Tuple2<String, Long>> call(Counted counted) {
      Map<String, Long> counts =
          switch (types) {
            case TOKENS -> counted.tokens();
            case CHARACTERS -> counted.characters();
            case TARGETS -> counted.targets();
          };
      return counts.entrySet().stream()
          .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
          .iterator();
    }
  }
}
