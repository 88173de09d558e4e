package org.ravel.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.ScoringConfig;
import org.ravel.config.ScoringConfig.OutputFormat;
import org.ravel.error.InputException;

/**
 * The columns of the output: those of the input, then the score.
 *
 * @param schema all of them
 * @param added names of the added ones: row, tokens, unknown, nats, perplexity, bits per character
 */
record ScoreColumns(StructType schema, List<String> added) implements Serializable {
  private static final List<String> NAMES =
      List.of("row", "tokens", "unknown", "nll", "perplexity", "bits_per_character");

  /**
   * Beside the columns of an input.
   *
   * @throws InputException if one of them has an added column's name, or a type that the output
   *     format cannot hold
   */
  static ScoreColumns beside(StructType kept, ScoringConfig config) {
    List<String> added = NAMES.stream().map(name -> config.prefix() + name).toList();
    StructType schema = kept;
    for (String name : added) {
      if (Arrays.asList(kept.fieldNames()).contains(name)) {
        throw new InputException(
            "the input has a column %s of its own, which is the name of one that is added; set scoring.prefix"
                .formatted(name));
      }
      boolean count = added.indexOf(name) < 3;
      schema = schema.add(name, count ? DataTypes.LongType : DataTypes.DoubleType);
    }
    if (config.outputFormat() == OutputFormat.CSV) {
      Arrays.stream(kept.fields()).forEach(ScoreColumns::requireFlat);
    }
    return new ScoreColumns(schema, added);
  }

  private static void requireFlat(StructField field) {
    boolean nested =
        field.dataType() instanceof StructType
            || field.dataType() instanceof ArrayType
            || field.dataType() instanceof MapType;
    if (nested) {
      throw new InputException(
          "the input's column %s is of type %s, which csv cannot hold; set scoring.output-format=parquet or json"
              .formatted(field.name(), field.dataType().simpleString()));
    }
  }

  /**
   * A row of the output.
   *
   * @param unknown number of {@code <unk>} among the document's targets
   */
  Row row(InputRow input, Document document, long unknown, double nats) {
    Object[] values = Arrays.copyOf(input.kept(), schema.size());
    long targets = document.targets();
    int next = input.kept().length;
    values[next++] = input.number();
    values[next++] = targets;
    values[next++] = unknown;
    values[next++] = nats;
    values[next++] = targets == 0 ? null : Math.exp(nats / targets);
    values[next] =
        targets == 0 || document.characters() == 0
            ? null
            : nats / Math.log(2) / document.characters();
    return RowFactory.create(values);
  }

  /** Name of an added column, by its place among them. */
  String name(int place) {
    return added.get(place);
  }
}
