package org.ravel.scoring;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that scores add to a row. */
final class ScoreColumns {
  private ScoreColumns() {}

  /** Their names and types. */
  static StructType added(String prefix) {
    DataType whole = DataTypes.LongType;
    DataType real = DataTypes.DoubleType;
    return new StructType()
        .add(prefix + "row", whole)
        .add(prefix + "tokens", whole)
        .add(prefix + "unknown", whole)
        .add(prefix + "nll", real)
        .add(prefix + "perplexity", real)
        .add(prefix + "bits_per_character", real);
  }

  /**
   * Their values for a row.
   *
   * @param row its number
   * @param unknown number of {@code <unk>} among the document's targets
   */
  static List<Object> values(long row, Document document, long unknown, double nats) {
    long targets = document.targets();
    boolean isMeasured = targets > 0;
    return Arrays.asList(
        row,
        targets,
        unknown,
        nats,
        isMeasured ? Math.exp(nats / targets) : null,
        isMeasured && document.characters() > 0
            ? nats / Math.log(2) / document.characters()
            : null);
  }
}
