package org.ravel.sequence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the examples of a shard set consist of.
 *
 * @param order how they follow each other
 * @param targets where their targets stand
 * @param columns what is read, and last what is predicted; with {@link Alignment#NEXT_STEP} and
 *     {@link Alignment#HORIZON} the first one is both
 */
public record Schema(Order order, Alignment targets, List<Column> columns) implements Serializable {

  public Schema {
    columns = List.copyOf(columns);
    long names = columns.stream().map(Column::name).distinct().count();
    int fewest =
        switch (targets) {
          case NEXT_STEP -> 1;
          case SAME_STEP, WHOLE, SET, VALUES, STEP_SETS, OWN_STEPS -> 2;
          case HORIZON, NODES -> 3;
        };
    if (columns.size() < fewest || names != columns.size()) {
      throw new IllegalArgumentException(
          "a schema with targets %s must have %d columns or more, all of different names: %s"
              .formatted(targets, fewest, columns));
    }
  }

  /** The column that is read. */
  public Column input() {
    return columns.get(0);
  }

  /** Whether steps of real numbers are read, and not ids. */
  public boolean readsNumbers() {
    return numbers().isPresent();
  }

  /** How many real numbers a network reads at each step; empty where it reads ids. */
  public OptionalInt numbers() {
    if (input() instanceof Column.Series series) {
      return OptionalInt.of(series.horizon().inputs());
    }
    return input() instanceof Column.Reals reals
        ? OptionalInt.of(reals.width())
        : OptionalInt.empty();
  }

  /**
   * How series are read and forecast.
   *
   * @throws IllegalStateException if there are none
   */
  public Horizon horizon() {
    if (input() instanceof Column.Series series) {
      return series.horizon();
    }
    throw new IllegalStateException("column %s is no series".formatted(input().name()));
  }

  /**
   * The same series, read and forecast in another way.
   *
   * @throws IllegalStateException if there are none
   */
  public Schema reading(Horizon other) {
    if (!other.reads(horizon())) {
      throw new IllegalArgumentException(
          "%s cannot read windows of %s".formatted(other, horizon()));
    }
    List<Column> all = new ArrayList<>(columns);
    all.set(0, new Column.Series(input().name(), other));
    return new Schema(order, targets, all);
  }

  /** The column that is predicted: of series the one that is read. */
  public Column target() {
    if (targets == Alignment.HORIZON) {
      return input();
    }
    return columns.get(columns.size() - 1);
  }

  /**
   * Whether a target is several {@link Texts}: only what has a name, such as an image, has them.
   */
  public boolean hasTexts() {
    return targets == Alignment.OWN_STEPS
        && columns.stream().anyMatch(Column.Text.class::isInstance);
  }

  /** The column with the characters of what is read; empty without one. */
  public OptionalInt spelling() {
    return IntStream.range(0, columns.size())
        .filter(column -> columns.get(column) instanceof Column.Spelling)
        .findFirst();
  }

  /** The column with the names of what is read, such as images; empty without one. */
  public OptionalInt names() {
    return IntStream.range(0, columns.size())
        .filter(column -> columns.get(column) instanceof Column.Text)
        .findFirst();
  }

  /** The column with the shapes of trees; empty where none are read. */
  public Optional<Column.Children> children() {
    return columns.stream()
        .filter(Column.Children.class::isInstance)
        .map(Column.Children.class::cast)
        .findFirst();
  }

  /** The number of the series that a window is of. */
  public static int series(Example window) {
    return window.ids(1)[0];
  }

  /** Number of steps that a network reads: of a tree its leaves. */
  public int steps(Example example) {
    int steps = example.values().get(0).steps();
    return switch (targets) {
      case NEXT_STEP -> steps - 1;
      case HORIZON -> steps - horizon().steps();
      case SAME_STEP, WHOLE, SET, VALUES, STEP_SETS, OWN_STEPS, NODES -> steps;
    };
  }

  /**
   * Number of targets; a set of a whole example is one, and each number of a series that is
   * forecast or said of the whole. Of sets of steps each label is one that is in the set or not.
   */
  public int targets(Example example) {
    return switch (targets) {
      case SET -> 1;
      case VALUES -> targetNumbers().width();
      case STEP_SETS -> sets().decisions(example.values().get(0).steps());
      case HORIZON -> horizon().targets((Values.OfReals) example.values().get(0));
      case NEXT_STEP, SAME_STEP, WHOLE, OWN_STEPS, NODES ->
          example.values().get(columns.size() - 1).steps() - firstTarget();
    };
  }

  /**
   * The sets of steps.
   *
   * @throws IllegalStateException if there are none
   */
  public Column.Sets sets() {
    if (target() instanceof Column.Sets sets) {
      return sets;
    }
    throw new IllegalStateException("column %s has no sets".formatted(target().name()));
  }

  /**
   * The real numbers of whole examples.
   *
   * @throws IllegalStateException if there are none
   */
  public Column.Reals targetNumbers() {
    if (target() instanceof Column.Reals reals) {
      return reals;
    }
    throw new IllegalStateException("column %s has no numbers".formatted(target().name()));
  }

  /** The first value of the target's column that is predicted: what others begin with is given. */
  public int firstTarget() {
    return switch (targets) {
      case NEXT_STEP, OWN_STEPS -> 1;
      case SAME_STEP, WHOLE, SET, VALUES, STEP_SETS, HORIZON, NODES -> 0;
    };
  }

  /** How many targets, or members of a set, are a certain id. */
  public int count(Example example, int id) {
    if (example.values().get(columns.size() - 1) instanceof Values.OfSets sets) {
      return sets.count(id);
    }
    if (targets == Alignment.HORIZON
        || !(example.values().get(columns.size() - 1) instanceof Values.OfIds values)) {
      return 0;
    }
    int count = 0;
    for (int i = firstTarget(); i < values.ids().length; i++) {
      count += values.ids()[i] == id ? 1 : 0;
    }
    return count;
  }
}
