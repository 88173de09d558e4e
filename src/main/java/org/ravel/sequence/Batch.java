package org.ravel.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sequences that go through a network together.
 *
 * @param read what is read: ids, words, real numbers or trees
 * @param targets what is predicted: one for each step, or one for each row, the first, or a set for
 *     each row; of series and of sets of steps as many numbers for each step, NaN where none is
 *     predicted
 */
public record Batch(Steps read, Steps targets) {

  /**
   * Whole examples.
   *
   * @throws IllegalArgumentException if they do not have the columns of the schema
   */
  public static Batch of(Schema schema, List<Example> examples) {
    if (schema.targets() == Alignment.HORIZON) {
      return windows(
          schema.horizon(),
          examples.stream().map(example -> (Values.OfReals) example.values().get(0)).toList(),
          examples.stream().mapToInt(Schema::series).toArray());
    }
    int last = schema.columns().size() - 1;
    if (schema.targets() == Alignment.STEP_SETS) {
      List<Values.OfSets> sets =
          examples.stream().map(example -> (Values.OfSets) example.values().get(last)).toList();
      return new Batch(read(examples, last), schema.sets().indicators(sets));
    }
    if (schema.targets() == Alignment.VALUES) {
      List<Values.OfReals> values =
          examples.stream().map(example -> (Values.OfReals) example.values().get(last)).toList();
      return new Batch(
          read(examples, last), RealField.of(schema.targetNumbers().width(), values, 1));
    }
    int[][] targets = rows(examples, last);
    return switch (schema.targets()) {
      case NEXT_STEP ->
          nextStep(targets, 0, examples.stream().mapToInt(schema::steps).max().orElse(0));
      case SAME_STEP, WHOLE -> new Batch(read(examples, last), Field.of(targets));
      case SET -> new Batch(read(examples, last), IdSets.of(targets));
      case OWN_STEPS -> {
        int steps = examples.stream().mapToInt(schema::targets).max().orElse(0);
        yield pairs(
            examples.stream().map(example -> example.values().get(0)).toList(),
            longest(examples),
            targets,
            steps);
      }
      case HORIZON, STEP_SETS, VALUES ->
          throw new IllegalStateException("targets %s are no ids".formatted(schema.targets()));
      case NODES -> {
        Steps read = read(examples, last);
        yield new Batch(read, Field.of(targets, read.steps()));
      }
    };
  }

  /**
   * Windows of series.
   *
   * @param series by window, the number of its series, or {@link SeriesSteps#UNKNOWN}
   */
  public static Batch windows(Horizon horizon, List<Values.OfReals> windows, int[] series) {
    int[] lengths = windows.stream().mapToInt(horizon::read).toArray();
    int steps = Arrays.stream(lengths).max().orElse(0);
    RealField read = RealField.zeros(steps, lengths, horizon.inputs());
    RealField targets = RealField.zeros(steps, lengths, horizon.targets());
    for (int row = 0; row < lengths.length; row++) {
      for (int step = 0; step < lengths[row]; step++) {
        int place = step * lengths.length + row;
        horizon.writeInputs(windows.get(row), step, read.numbers(), place * read.width());
        horizon.writeTargets(windows.get(row), step, targets.numbers(), place * targets.width());
      }
    }
    return new Batch(new SeriesSteps(read, series), targets);
  }

  private static Steps read(List<Example> examples, int last) {
    return inputs(
        examples.stream().map(example -> example.values().subList(0, last)).toList(),
        longest(examples));
  }

  private static int longest(List<Example> examples) {
    return examples.stream().mapToInt(example -> steps(example.values())).max().orElse(0);
  }

  /**
   * How many steps a network gives for what it reads: a tree's are its nodes.
   *
   * @param inputs the columns of a sequence, see {@link #inputs}
   */
  public static int steps(List<Values> inputs) {
    return shape(inputs).map(Preorder::nodes).orElse(inputs.get(0).steps());
  }

  /** The shape of a tree; empty where none is read. */
  public static Optional<Preorder> shape(List<Values> inputs) {
    return inputs.stream()
        .filter(Values.OfChildren.class::isInstance)
        .map(column -> ((Values.OfChildren) column).shape())
        .findFirst();
  }

  /**
   * Pairs of sequences.
   *
   * @param sources without a step for a row without one
   * @param sourceSteps room for the longest source, or more
   * @param targets a sequence each, one token more than it has targets; null for a row without one
   * @param steps room for the longest target, or more
   */
  public static Batch pairs(List<Values> sources, int sourceSteps, int[][] targets, int steps) {
    Batch written = nextStep(targets, 0, steps);
    return new Batch(
        new Pairs(inputs(sources.stream().map(List::of).toList(), sourceSteps), written.inputs()),
        written.targets());
  }

  /**
   * What is read of whole sequences.
   *
   * @param rows the columns of each sequence: its ids or real numbers, of words their spelling, and
   *     of a tree its shape; columns without a step for a row without one
   * @param steps room for the longest one, or more
   */
  public static Steps inputs(List<List<Values>> rows, int steps) {
    if (rows.isEmpty() || shape(rows.get(0)).isEmpty()) {
      return sequences(rows, steps);
    }
    int leaves = rows.stream().mapToInt(row -> row.get(0).steps()).max().orElse(0);
    return new Trees(
        sequences(rows.stream().map(row -> row.subList(0, row.size() - 1)).toList(), leaves),
        rows.stream().map(row -> shape(row).orElseThrow()).toArray(Preorder[]::new),
        steps);
  }

  private static Steps sequences(List<List<Values>> rows, int steps) {
    if (!rows.isEmpty() && rows.get(0).get(0) instanceof Values.OfReals reals) {
      return RealField.of(
          reals.width(), rows.stream().map(row -> (Values.OfReals) row.get(0)).toList(), steps);
    }
    Field ids = Field.of(ids(rows, 0), steps);
    boolean spelled = !rows.isEmpty() && rows.get(0).size() > 1;
    return spelled ? Words.of(ids, ids(rows, 1)) : ids;
  }

  private static int[][] ids(List<List<Values>> rows, int column) {
    return rows.stream().map(row -> ((Values.OfIds) row.get(column)).ids()).toArray(int[][]::new);
  }

  private static int[][] rows(List<Example> examples, int column) {
    return examples.stream().map(example -> example.ids(column)).toArray(int[][]::new);
  }

  /**
   * A piece of token sequences, each token but the first one the target of the step before.
   *
   * @param tokens a sequence each, one token more than it has targets; null for a row without one
   * @param from its first step in all sequences
   * @param steps its number of steps
   */
  public static Batch nextStep(int[][] tokens, int from, int steps) {
    int[] ends = Arrays.stream(tokens).mapToInt(row -> row == null ? 0 : row.length).toArray();
    // The last token is a target only, and the first one none.
    int[] inputEnds = Arrays.stream(ends).map(end -> end - 1).toArray();
    return new Batch(
        Field.of(tokens, from, inputEnds, steps), Field.of(tokens, from + 1, ends, steps));
  }

  /**
   * The ids that are read.
   *
   * @throws IllegalStateException if it is not ids or words that are read
   */
  public Field inputs() {
    Steps sequences = read instanceof Trees trees ? trees.leaves() : read;
    if (sequences instanceof Words words) {
      return words.ids();
    }
    if (sequences instanceof Field ids) {
      return ids;
    }
    throw new IllegalStateException(
        "the inputs of this batch are %s, not ids".formatted(sequences.what()));
  }

  /**
   * The ids that are predicted, one at each step.
   *
   * @throws IllegalStateException if it is not ids
   */
  public Field symbols() {
    if (targets instanceof Field ids) {
      return ids;
    }
    throw new IllegalStateException(
        "the targets of this batch are %s, not ids".formatted(targets.what()));
  }

  /** The same, but other ids are read; words keep their characters. */
  public Batch reading(int[] ids) {
    Field field = new Field(inputs().steps(), inputs().lengths(), ids);
    if (read instanceof Trees trees) {
      Steps leaves = reading(trees.leaves(), field);
      return new Batch(new Trees(leaves, trees.shapes(), trees.steps()), targets);
    }
    return new Batch(reading(read, field), targets);
  }

  private static Steps reading(Steps sequences, Field ids) {
    return sequences instanceof Words words
        ? new Words(ids, words.numbers(), words.spellings())
        : ids;
  }

  /** The same, but of each row the first target alone counts: the root's, where trees are read. */
  public Batch ofFirstTargets() {
    int[] lengths = Arrays.stream(targets.lengths()).map(length -> Math.min(1, length)).toArray();
    return new Batch(read, new Field(targets.steps(), lengths, symbols().ids()));
  }

  /** Targets that count: those that are missing do not. */
  public int counted() {
    return targets.counted();
  }
}
