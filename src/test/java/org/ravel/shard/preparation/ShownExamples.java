package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;

/** Independent examples of shards as text. */
final class ShownExamples {
  private ShownExamples() {}

  /** Tokens with their labels, or with the only one behind them; none where there is no split. */
  static List<String> of(ShardSet shards, Split split) {
    return read(shards, split, ShownExamples::text);
  }

  /** All examples of a split, whose indices must count them. */
  static <T> List<T> read(ShardSet shards, Split split, BiFunction<ShardSet, Example, T> text) {
    List<T> examples = new ArrayList<>();
    if (!shards.manifest().splits().containsKey(split)) {
      return examples;
    }
    for (Manifest.ShardFile file : shards.split(split).files()) {
      try (ExampleReader reader =
          ExampleReader.open(
              new Configuration(),
              shards.path(),
              shards.manifest().schema(),
              file,
              0,
              file.sequences(),
              true)) {
        reader.forEachRemaining(
            example -> {
              assertThat(example.index()).isEqualTo(examples.size());
              examples.add(text.apply(shards, example));
            });
      }
    }
    return examples;
  }

  private static String text(ShardSet shards, Example example) {
    Vocabulary labels = shards.targetVocabulary();
    int[] ids = example.ids(example.values().size() - 1);
    List<String> names =
        IntStream.of(ids).mapToObj(id -> id == labels.unknown() ? "?" : labels.token(id)).toList();
    List<String> words = IntStream.of(example.ids(0)).mapToObj(shards.vocabulary()::token).toList();
    return shards.manifest().schema().targets() == Alignment.SAME_STEP
        ? IntStream.range(0, ids.length)
            .mapToObj(i -> words.get(i) + "/" + names.get(i))
            .collect(Collectors.joining(" "))
        : Stream.of(String.join(" ", words), names.get(0)).collect(Collectors.joining("/"));
  }
}
