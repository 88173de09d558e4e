package org.ravel.hiddenmarkov.fitting;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.hiddenmarkov.HiddenMarkovTagger;
import org.ravel.hiddenmarkov.tagging.TagChain;
import org.ravel.hiddenmarkov.tagging.TagCounts;
import org.ravel.hiddenmarkov.tagging.WordTags;
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Words;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;

/**
 * Counts labels and words of the training split, in one pass. Sums are of whole numbers: the model
 * is the same on any cluster. The driver holds the different words with their labels.
 */
public final class TagCounting {
  private TagCounting() {}

  /**
   * What was counted.
   *
   * @param steps that have a label
   */
  public record Counted(HiddenMarkovTagger model, long steps) {}

  /**
   * Refuses shards in which there are no words.
   *
   * @throws ConfigurationException if they hold real numbers
   */
  public static void require(ShardSet shards) {
    if (shards.manifest().schema().readsNumbers()) {
      throw new ConfigurationException(
          "model.kind is hidden-markov, whose labels emit words, but %s holds real numbers; set model.kind=recurrent"
              .formatted(shards.path()));
    }
  }

  /**
   * Counts.
   *
   * @throws InputException if a shard file is damaged
   */
  public static Counted fit(JavaSparkContext spark, HiddenMarkovConfig config, ShardSet shards) {
    List<ShardFile> files = shards.split(Split.TRAIN).files();
    Schema schema = shards.manifest().schema();
    int labels = shards.targetVocabulary().size();
    int words = shards.vocabulary().size();
    TagCounts counts;
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      CountTags count =
          new CountTags(hadoop.broadcast(), shards.path().toString(), schema, words, labels);
      counts =
          SparkJob.run(
              spark,
              "train: count labels",
              () ->
                  Partitions.reduce(
                      Partitions.map(spark.parallelize(files, files.size()), count),
                      new AddTags()));
    }
    return new Counted(
        new HiddenMarkovTagger(
            TagChain.of(counts, config.smoothing()),
            WordTags.of(
                counts,
                words,
                shards.vocabulary().unknown(),
                shards.characters() == null ? null : capitals(shards.characters()),
                config.smoothing()),
            config.decoding()),
        counts.steps());
  }

  private static Set<Integer> capitals(Vocabulary characters) {
    return IntStream.range(0, characters.size())
        .filter(id -> !characters.isSpecial(id))
        .filter(id -> Character.isUpperCase(characters.token(id).codePointAt(0)))
        .boxed()
        .collect(Collectors.toSet());
  }

  private record CountTags(
      Broadcast<SerializableConfiguration> hadoop,
      String shards,
      Schema schema,
      int words,
      int labels)
      implements FlatMapFunction<Iterator<ShardFile>, TagCounts> {
    @Override
    public Iterator<TagCounts> call(Iterator<ShardFile> files) {
      TagCounts counts = new TagCounts(labels);
      int target = schema.columns().size() - 1;
      while (files.hasNext()) {
        ShardFile file = files.next();
        try (ExampleReader reader =
            ExampleReader.open(
                hadoop.value().value(),
                new Path(shards),
                schema,
                file,
                0,
                file.sequences(),
                true)) {
          while (reader.hasNext()) {
            Example example = reader.next();
            counts.add(known(example, 0, words), known(example, target, labels), spelled(example));
          }
        }
      }
      return List.of(counts).iterator();
    }

    private int[] known(Example example, int column, int size) {
      int[] ids = example.ids(column);
      for (int id : ids) {
        if (id < 0 || id >= size) {
          throw new InputException(
              "sequence %d of %s holds id %d in column %s, but its vocabulary has %d; prepare the shards again"
                  .formatted(
                      example.index(), shards, id, schema.columns().get(column).name(), size));
        }
      }
      return ids;
    }

    private String[] spelled(Example example) {
      if (schema.spelling().isEmpty()) {
        return null;
      }
      String[] spelled = new String[example.ids(0).length];
      StringBuilder word = new StringBuilder();
      int step = 0;
      for (int character : example.ids(schema.spelling().getAsInt())) {
        if (character == Words.END) {
          spelled[step++] = word.toString();
          word.setLength(0);
        } else {
          word.appendCodePoint(character);
        }
      }
      return spelled;
    }
  }

  private record AddTags() implements Function2<TagCounts, TagCounts, TagCounts> {
    @Override
    public TagCounts call(TagCounts a, TagCounts b) {
      return a.add(b);
    }
  }
}
