package org.ravel.sequence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** One column of an example: a value for each step, or a single one. */
public sealed interface Column extends Serializable
    permits Column.Ids,
        Column.Sets,
        Column.Spelling,
        Column.Reals,
        Column.Series,
        Column.Children,
        Column.Text {

  /** Its name in shard files. */
  String name();

  /**
   * Ids of a vocabulary.
   *
   * @param vocabulary its name in the shard set
   */
  record Ids(String name, String vocabulary) implements Column {}

  /**
   * A set of ids of a vocabulary for each step.
   *
   * @param vocabulary its name in the shard set
   * @param labels how many ids there are
   * @param atEnd the id of what is said of the whole sequence, behind its last step; {@link #NONE}
   *     where nothing is
   */
  record Sets(String name, String vocabulary, int labels, int atEnd) implements Column {
    /** Nothing is said of the whole sequence. */
    public static final int NONE = -1;

    public Sets {
      if (labels < 1 || atEnd < NONE || atEnd >= labels) {
        throw new IllegalArgumentException(
            "sets of %d labels with %d at the end".formatted(labels, atEnd));
      }
    }

    /** Whether something is said of the whole sequence. */
    public boolean hasEnd() {
      return atEnd != NONE;
    }

    /** Whether something is said of each step. */
    public boolean hasSteps() {
      return labels > (hasEnd() ? 1 : 0);
    }

    /** How many labels are in the sets of a sequence or not. */
    public int decisions(int steps) {
      return hasEnd() ? steps * (labels - 1) + 1 : steps * labels;
    }

    /** Whether it is decided at a step of a sequence if a label is in its set. */
    public boolean decides(int label, int step, int steps) {
      return label != atEnd || step == steps - 1;
    }

    /**
     * Sets as numbers: 1 at the place of each id that is in the step's set, 0 at those of the
     * others, and not a number where nothing is decided. Ids beyond the labels are those of what
     * nobody has learned, and are left out.
     */
    RealField indicators(List<Values.OfSets> rows) {
      int[] lengths = rows.stream().mapToInt(Values.OfSets::steps).toArray();
      int longest = Arrays.stream(lengths).max().orElse(0);
      RealField field = RealField.zeros(longest, lengths, labels);
      for (int row = 0; row < lengths.length; row++) {
        for (int step = 0; step < lengths[row]; step++) {
          int at = (step * lengths.length + row) * labels;
          for (int id : rows.get(row).sets()[step]) {
            if (id < labels) {
              field.numbers()[at + id] = 1;
            }
          }
          if (hasEnd() && step < lengths[row] - 1) {
            field.numbers()[at + atEnd] = Float.NaN;
          }
        }
      }
      return field;
    }
  }

  /**
   * The characters of the words that the column before has the ids of: each word's, and {@link
   * Words#END} after it.
   *
   * @param vocabulary its name in the shard set
   */
  record Spelling(String name, String vocabulary) implements Column {}

  /** A text that no network reads, such as the name of an image: its code points. */
  record Text(String name) implements Column {}

  /**
   * How many children each node of a tree has, in the order of {@link Preorder}; the first column
   * has what its leaves are.
   *
   * @param most of a node; 0 where there is no limit
   */
  record Children(String name, int most) implements Column {}

  /**
   * A window of a series: vectors of real numbers that are read, and behind them others that are
   * forecast.
   */
  record Series(String name, Horizon horizon) implements Column {}

  /**
   * Vectors of real numbers.
   *
   * @param scaling what became of them before they were written
   */
  record Reals(String name, Scaling scaling) implements Column {

    /** Numbers for each step. */
    public int width() {
      return scaling.width();
    }
  }
}
