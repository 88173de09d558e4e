package org.ravel.example;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ravel.config.Split;
import org.ravel.corpus.Spelling;

/** Counts the examples of a chunk. */
final class ExampleTally implements Consumer<PlacedExample> {
  private final Map<Split, Long> examples = new EnumMap<>(Split.class);
  private final Map<String, Long> tokens = new HashMap<>();
  private final Map<String, Long> labels = new HashMap<>();
  private final ExampleDigest digest = new ExampleDigest();
  private final Map<String, Long> characters = new HashMap<>();
  private final Map<String, Long> targets = new HashMap<>();
  private final Counted counted;
  private final FeatureMoments moments;
  private final FeatureMoments targetMoments;
  private long words;
  private long cut;
  private long unlearnable;

  /**
   * What is counted beside labels.
   *
   * @param everySplit whether all splits are, as where examples are added to shards, and not the
   *     training split alone
   * @param tokens whether tokens are
   * @param characters whether the characters of tokens are
   * @param width numbers of a step whose moments are; 0 for none
   * @param known which labels may be learned
   * @param targets whether targets are tokens too, and not labels
   * @param numbers how many targets an example has that are numbers; 0 where they are labels
   */
  record Counted(
      boolean everySplit,
      boolean tokens,
      boolean characters,
      int width,
      KnownLabels known,
      boolean targets,
      int numbers)
      implements Serializable {

    boolean counts(Split split) {
      return everySplit || split == Split.TRAIN;
    }
  }

  /** Without an example. */
  ExampleTally(Counted counted) {
    this.counted = counted;
    this.moments = new FeatureMoments(counted.width());
    this.targetMoments = new FeatureMoments(counted.numbers());
  }

  @Override
  public void accept(PlacedExample example) {
    LabelledSteps text = example.example();
    digest.add(text);
    if (counted.known().admit(example)) {
      examples.merge(example.split(), 1L, Long::sum);
      cut += text.cut() ? 1 : 0;
    } else {
      unlearnable++;
    }
    if (counted.counts(example.split())) {
      count(text.steps());
      if (counted.numbers() > 0) {
        targetMoments.add(
            new ReadSteps.OfNumbers(
                counted.numbers(), TargetEncoder.OfNumbers.numbers(text.labels())));
      } else if (counted.targets()) {
        // Tokens of a list may be empty, and are none the less tokens.
        text.labels().forEach(token -> targets.merge(token, 1L, Long::sum));
      } else {
        text.names().forEach(label -> labels.merge(label, 1L, Long::sum));
      }
    }
  }

  private void count(ReadSteps steps) {
    if (steps instanceof ReadSteps.OfNumbers numbers) {
      if (counted.width() > 0) {
        moments.add(numbers);
      }
      return;
    }
    List<String> text = TokenEncoder.tokens(steps);
    if (counted.tokens()) {
      text.forEach(token -> tokens.merge(token, 1L, Long::sum));
    }
    if (counted.characters()) {
      words += text.size();
      text.forEach(this::countCharacters);
    }
  }

  private void countCharacters(String token) {
    Spelling.characters(token).forEach(character -> characters.merge(character, 1L, Long::sum));
  }

  /** The characters of these tokens, with how often each stands there. */
  Map<String, Long> characters() {
    return characters;
  }

  /** Tokens whose characters were counted. */
  long words() {
    return words;
  }

  /** The tokens that were counted, with how often each stands there. */
  Map<String, Long> tokens() {
    return tokens;
  }

  /** The sums of numbers of the training split. */
  FeatureMoments moments() {
    return moments;
  }

  /** The sums of targets that are numbers. */
  FeatureMoments targetMoments() {
    return targetMoments;
  }

  /** The tokens of its targets, if they are counted. */
  Map<String, Long> targets() {
    return targets;
  }

  /** What was counted. */
  ChunkExamples sums(long skipped) {
    return new ChunkExamples(examples, skipped, unlearnable, cut, digest.value(), labels);
  }
}
