package org.ravel.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ravel.example.StringAnswers;

/**
 * What is added to a string of a formal language: behind each of its symbols those that may follow,
 * and whether it belongs to the language, as far as the model has learned to say so.
 *
 * @param names of the labels, by id
 * @param accept the id of what says that a string belongs to the language; −1 without one
 */
record StringColumns(List<String> names, int accept) {

  static StringColumns of(List<String> names) {
    return new StringColumns(names, names.indexOf(StringAnswers.ACCEPT));
  }

  private boolean hasSets() {
    return names.size() > (accept < 0 ? 0 : 1);
  }

  StructType add(StructType columns, String prefix) {
    StructType added = columns;
    if (hasSets()) {
      added = added.add(prefix + "symbols", DataTypes.createArrayType(DataTypes.StringType));
    }
    return accept < 0
        ? added
        : added
            .add(prefix + "answer", DataTypes.StringType)
            .add(prefix + "probability", DataTypes.DoubleType);
  }

  /** Nothing is said of a row without a symbol. */
  void addValues(RowAnswer answer, List<Object> values) {
    if (hasSets()) {
      values.add(
          answer.isKnown() ? Arrays.stream(answer.sets()).map(this::symbols).toArray() : null);
    }
    if (accept >= 0) {
      values.add(answer.isKnown() ? (isAccepted(answer.sets()) ? "accept" : "reject") : null);
      values.add(answer.isKnown() ? AddedColumns.rounded(answer.probabilities()[accept]) : null);
    }
  }

  private boolean isAccepted(int[][] sets) {
    return Arrays.stream(sets[sets.length - 1]).anyMatch(label -> label == accept);
  }

  private String symbols(int[] set) {
    return Arrays.stream(set)
        .filter(label -> label != accept)
        .mapToObj(names::get)
        .collect(Collectors.joining(" "));
  }
}
