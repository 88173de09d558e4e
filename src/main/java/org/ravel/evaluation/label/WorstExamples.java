package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.WorstExample;
import org.ravel.evaluation.tally.Sums;
import org.ravel.sequence.Example;
import org.ravel.sequence.Values;

/**
 * The sequences with a wrong label that have the highest loss; of equal ones the first in the
 * split. Which they are does not depend on the order in which they come.
 */
public final class WorstExamples implements Sums<WorstExamples> {
  /** As many as a person looks at. */
  static final int KEPT = 20;

  /** Steps of each that are kept. */
  static final int STEPS = 60;

  /** Steps before the first wrong one that are kept. */
  private static final int BEFORE = 10;

  private final TreeSet<Wrong> worst = new TreeSet<>();

  /** A sequence by ids; see {@link WorstExample}. */
  private record Wrong(
      long index,
      int source,
      double loss,
      int steps,
      int from,
      int[] tokens,
      String[] spellings,
      int[] gold,
      int[] predicted,
      Double probability)
      implements Comparable<Wrong>, Serializable {

    /** A loss that is no number comes first. */
    @Override
    public int compareTo(Wrong other) {
      int byLoss = Double.compare(other.loss, loss);
      return byLoss != 0 ? byLoss : Long.compare(index, other.index);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Wrong wrong && compareTo(wrong) == 0;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(index);
    }
  }

  /**
   * What ids stand for.
   *
   * @param character of a spelling
   * @param source file by its index
   */
  public record Names(
      LabelNames labels,
      IntFunction<String> token,
      IntFunction<String> character,
      IntFunction<String> source) {

    /** A token by its spelling, if that is known. */
    String word(int token, String spelling) {
      return spelling == null
          ? token().apply(token)
          : spelling.chars().mapToObj(character).collect(Collectors.joining());
    }
  }

  /**
   * Takes a sequence that has a wrong label at a step.
   *
   * @param rare words to be told apart by their spelling
   * @param answers one for each step
   * @param loss of all its labels
   */
  void addSteps(Example example, RareWords rare, Answer[] answers, double loss) {
    int from = Math.max(0, firstWrong(answers) - BEFORE);
    int end = Math.min(example.values().get(0).steps(), from + STEPS);
    Answer[] shown = Arrays.copyOfRange(answers, from, end);
    add(
        example,
        rare,
        from,
        Arrays.stream(shown).mapToInt(Answer::gold).toArray(),
        Arrays.stream(shown).mapToInt(Answer::predicted).toArray(),
        loss,
        null);
  }

  /**
   * Takes a sequence that has a wrong label, or wrong ones, as a whole.
   *
   * @param rare words to be told apart by their spelling
   * @param gold its true labels
   * @param predicted those of the answer
   * @param loss of all its labels
   * @param probability of the answer where it is one label, else null
   */
  void addWhole(
      Example example,
      RareWords rare,
      int[] gold,
      int[] predicted,
      double loss,
      Double probability) {
    add(example, rare, 0, gold, predicted, loss, probability);
  }

  private void add(
      Example example,
      RareWords rare,
      int from,
      int[] gold,
      int[] predicted,
      double loss,
      Double probability) {
    if (worst.size() == KEPT && loss < worst.last().loss()) {
      return;
    }
    int steps = example.values().get(0).steps();
    int end = Math.min(steps, from + STEPS);
    int[] tokens =
        example.values().get(0) instanceof Values.OfIds read
            ? Arrays.copyOfRange(read.ids(), from, end)
            : new int[0];
    int[] sources = example.origin().sources();
    worst.add(
        new Wrong(
            example.index(),
            sources.length == 0 ? -1 : sources[0],
            loss,
            steps,
            from,
            tokens,
            Arrays.copyOfRange(rare.spellings(example), from, from + tokens.length),
            gold,
            predicted,
            probability));
    trim();
  }

  private static int firstWrong(Answer[] answers) {
    int step = 0;
    while (answers[step].isRight()) {
      step++;
    }
    return step;
  }

  private void trim() {
    while (worst.size() > KEPT) {
      worst.pollLast();
    }
  }

  @Override
  public WorstExamples plus(WorstExamples other) {
    worst.addAll(other.worst);
    trim();
    return this;
  }

  /** The worst one first. */
  List<WorstExample> measures(Names names) {
    return worst.stream().map(wrong -> measure(wrong, names)).toList();
  }

  private static WorstExample measure(Wrong wrong, Names names) {
    return new WorstExample(
        wrong.index(),
        wrong.source() < 0 ? "" : names.source().apply(wrong.source()),
        wrong.loss(),
        wrong.steps(),
        wrong.from(),
        IntStream.range(0, wrong.tokens().length)
            .mapToObj(step -> names.word(wrong.tokens()[step], wrong.spellings()[step]))
            .toList(),
        Arrays.stream(wrong.gold()).mapToObj(names.labels()::name).toList(),
        Arrays.stream(wrong.predicted()).mapToObj(names.labels()::name).toList(),
        wrong.probability());
  }
}
