package org.ravel.evaluation.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.Split;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.tally.Drawn;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;

/** Baselines on Spark beside loops over the same text. */
class TranslationBaselinesIT {
  private static final long SEED = 8;

  @TempDir Path folder;

  private final Random random = new Random(SEED);

  private record Line(List<String> source, List<String> target) {}

  @Test
  void baselinesWriteWhatLoopsOverTheTextFind() throws IOException {
    List<Line> training = lines(300, 20);
    // Words from 20 on are in this split alone.
    List<Line> test = lines(90, 24);
    write("train", training);
    write("test", test);
    ShardSet shards = PairShards.of(folder);
    List<Decoded.Baseline> found = baselines(shards, Long.MAX_VALUE);

    assertThat(found)
        .extracting(Decoded.Baseline::name)
        .containsExactly(
            "copy of the source", "most frequent target", "target of the nearest training source");
    String frequent =
        training.stream()
            .collect(Collectors.groupingBy(line -> text(line.target()), Collectors.counting()))
            .entrySet()
            .stream()
            .max(Map.Entry.comparingByValue())
            .orElseThrow()
            .getKey();
    assertThat(found.get(1).note()).isEqualTo("“%s”".formatted(frequent));
    requireSums(found.get(0), test, line -> text(line.source()));
    requireSums(found.get(1), test, line -> frequent);
    requireSums(
        found.get(2), test, line -> nearest(line.source(), training, any -> true, frequent));
    // What is looked for is there: some are right, and not all by the same baseline.
    assertThat(found).extracting(Decoded.Baseline::exact).allMatch(exact -> exact > 0);
    assertThat(found).extracting(Decoded.Baseline::exact).doesNotHaveDuplicates();
    assertThat(found.get(2).note()).isEmpty();
    comparesNoMoreThanItMay(shards, training, test, frequent);
  }

  /** With a bound that stands for a large training split. */
  private void comparesNoMoreThanItMay(
      ShardSet shards, List<Line> training, List<Line> test, String frequent) {
    Drawn drawn = new Drawn(training.size(), 40);
    Decoded.Baseline found = baselines(shards, 40L * test.size()).get(2);
    assertThat(found.note()).isEqualTo("of about 40 that were drawn");
    requireSums(found, test, line -> nearest(line.source(), training, drawn::has, frequent));
  }

  /** Word by word from a small language, sometimes a copy, and sometimes the usual answer. */
  private List<Line> lines(int count, int words) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> source = new ArrayList<>();
      int length = 1 + random.nextInt(5);
      for (int step = 0; step < length; step++) {
        source.add("w" + Math.min(random.nextInt(words), random.nextInt(words)));
      }
      List<String> target =
          switch (random.nextInt(6)) {
            case 0 -> List.of("yes", "indeed");
            case 1 -> List.copyOf(source);
            default -> source.stream().map(word -> word.replace('w', 'v')).toList();
          };
      lines.add(new Line(source, target));
    }
    return lines;
  }

  private static String text(List<String> words) {
    return String.join(" ", words);
  }

  /** The target of the first training line whose source has the largest cosine. */
  private static String nearest(
      List<String> source, List<Line> training, LongPredicate looked, String otherwise) {
    Map<String, Long> having =
        training.stream()
            .flatMap(line -> new TreeSet<>(line.source()).stream())
            .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    List<String> known = source.stream().filter(having::containsKey).toList();
    double best = 1e-9;
    String target = otherwise;
    for (int i = 0; i < training.size(); i++) {
      Line line = training.get(i);
      double cosine = cosine(known, line.source(), having, training.size());
      // Equal ones differ in their last digits.
      if (looked.test(i) && cosine > best + 1e-6) {
        best = cosine;
        target = text(line.target());
      }
    }
    return target;
  }

  private static double cosine(
      List<String> a, List<String> b, Map<String, Long> having, int count) {
    Set<String> words = new TreeSet<>(a);
    words.addAll(b);
    double product = 0;
    double squares = 0;
    double others = 0;
    for (String word : words) {
      double rarity = Math.log((1.0 + count) / (1.0 + having.get(word))) + 1;
      double inA = rarity * a.stream().filter(word::equals).count();
      double inB = rarity * b.stream().filter(word::equals).count();
      product += inA * inB;
      squares += inA * inA;
      others += inB * inB;
    }
    return product == 0 ? 0 : product / Math.sqrt(squares * others);
  }

  /** A word that training lacks is lost in a reference: it matches nothing. */
  private static void requireSums(
      Decoded.Baseline found, List<Line> test, Function<Line, String> output) {
    WrittenSums sums = WrittenSums.NONE;
    for (Line line : test) {
      String reference = lost(line.target(), "\uFFFD");
      String written = lost(Arrays.asList(output.apply(line).split(" ")), "\uFFFC");
      sums = sums.plus(WrittenSums.of(written, reference, written.equals(reference), 1, 1));
    }
    assertThat(found.sentences()).as("seed %d", SEED).isEqualTo(test.size());
    assertThat(found.exact()).as(found.name()).isEqualTo(sums.exact());
    assertThat(found.bleu()).as(found.name()).isCloseTo(sums.bleu().score(), within(1e-9));
    assertThat(found.chrf()).as(found.name()).isCloseTo(sums.chrf().score(), within(1e-9));
  }

  private static String lost(List<String> words, String sign) {
    return words.stream()
        .map(word -> word.matches("[vw]2[0-3]") ? sign : word)
        .collect(Collectors.joining(" "));
  }

  private void write(String name, List<Line> lines) throws IOException {
    Files.write(
        folder.resolve(name + ".a"), lines.stream().map(one -> text(one.source())).toList());
    Files.write(
        folder.resolve(name + ".b"), lines.stream().map(one -> text(one.target())).toList());
  }

  private static List<Decoded.Baseline> baselines(ShardSet shards, long comparisons) {
    return TranslationBaselines.of(
        JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext()),
        shards,
        shards,
        Split.TEST,
        comparisons);
  }
}
