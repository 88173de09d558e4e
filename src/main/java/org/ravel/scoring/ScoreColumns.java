package org.ravel.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.ScoringConfig;
import org.ravel.config.ScoringConfig.Format;
import org.ravel.config.ScoringConfig.OutputFormat;
import org.ravel.error.InputException;
import org.ravel.table.CsvText;
import org.ravel.table.InputRow;
import org.ravel.table.JsonText;
import org.ravel.table.SourceRecord;

/**
 * The columns of the output: those of the input, then the score. Where input and output are both
 * CSV or both JSON, a record stays as it stands in its file and the score is put behind it.
 *
 * @param kept the input's columns
 * @param names of these
 * @param added names of the added ones: row, tokens, unknown, nats, perplexity, bits per character
 * @param raw whether records stay as they are
 */
record ScoreColumns(
    StructType kept, List<String> names, List<String> added, OutputFormat format, boolean raw)
    implements Serializable {
  private static final List<String> NAMES =
      List.of("row", "tokens", "unknown", "nll", "perplexity", "bits_per_character");

  /**
   * Beside the columns of an input.
   *
   * @throws InputException if one of them has an added column's name, or two have the same one and
   *     the output cannot hold both
   */
  static ScoreColumns beside(StructType kept, ScoringConfig config) {
    List<String> names = Arrays.asList(kept.fieldNames());
    List<String> added = NAMES.stream().map(name -> config.prefix() + name).toList();
    for (String name : added) {
      if (names.contains(name)) {
        throw new InputException(
            "the input has a column %s of its own, which is the name of one that is added; set scoring.prefix"
                .formatted(name));
      }
    }
    boolean raw = isRaw(config);
    Set<String> once = new HashSet<>();
    for (String name : names) {
      if (!once.add(name) && !raw) {
        throw new InputException(
            "the input has two columns %s, which only csv can hold; rename one, or set scoring.output-format=csv"
                .formatted(name));
      }
    }
    return new ScoreColumns(kept, names, added, config.outputFormat(), raw);
  }

  private static boolean isRaw(ScoringConfig config) {
    return switch (config.outputFormat()) {
      case CSV -> config.format() == Format.CSV;
      case JSON -> config.format() == Format.JSON;
      case PARQUET -> false;
    };
  }

  /** Of the rows as Spark writes them: columns with types, or lines. */
  StructType schema() {
    if (format != OutputFormat.PARQUET) {
      return new StructType().add("value", DataTypes.StringType);
    }
    StructType schema = kept;
    for (String name : added) {
      boolean count = added.indexOf(name) < 3;
      schema = schema.add(name, count ? DataTypes.LongType : DataTypes.DoubleType);
    }
    return schema;
  }

  /** What stands before the rows of each file. */
  List<Row> head() {
    List<String> all = new ArrayList<>(names);
    all.addAll(added);
    return format == OutputFormat.CSV ? List.of(RowFactory.create(CsvText.record(all))) : List.of();
  }

  /**
   * A row of the output.
   *
   * @param unknown number of {@code <unk>} among the document's targets
   */
  Row row(InputRow input, Document document, long unknown, double nats) {
    List<Object> score = score(input.number(), document, unknown, nats);
    SourceRecord record = input.record();
    return switch (format) {
      case PARQUET -> {
        List<Object> all = new ArrayList<>(values(record));
        all.addAll(score);
        yield RowFactory.create(all.toArray());
      }
      case CSV ->
          RowFactory.create(
              (raw ? record.raw() : CsvText.record(values(record))) + "," + CsvText.record(score));
      case JSON ->
          RowFactory.create(
              JsonText.append(
                  raw ? record.raw() : JsonText.object(names, values(record)),
                  raw ? record.names().isEmpty() : names.isEmpty(),
                  added,
                  score));
    };
  }

  private static List<Object> score(long row, Document document, long unknown, double nats) {
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

  /** The record's values in the order of the columns. */
  private List<Object> values(SourceRecord record) {
    if (record.names().equals(names)) {
      return record.values();
    }
    Map<String, Object> byName = new HashMap<>();
    for (int i = 0; i < record.names().size(); i++) {
      byName.put(record.names().get(i), record.values().get(i));
    }
    List<Object> values = new ArrayList<>(names.size());
    names.forEach(name -> values.add(byName.get(name)));
    return values;
  }
}
