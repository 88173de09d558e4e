package org.ravel.table;

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
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.OutputFormat;
import org.ravel.error.InputException;

/**
 * The columns of an output: those of the input, then added ones. Where input and output are both
 * CSV or both JSON, a record stays as it stands in its file and the added values are put behind it.
 *
 * @param kept the input's columns
 * @param added columns
 * @param raw whether records stay as they are
 */
public record OutputColumns(StructType kept, StructType added, OutputFormat format, boolean raw)
    implements Serializable {

  /**
   * Beside the columns of an input.
   *
   * @param group of the settings, for messages
   * @throws InputException if one of them has an added column's name, or two have the same one and
   *     the output cannot hold both
   */
  public static OutputColumns beside(
      StructType kept, StructType added, TableFormat input, OutputFormat format, String group) {
    List<String> names = List.of(kept.fieldNames());
    for (String name : added.fieldNames()) {
      if (names.contains(name)) {
        throw new InputException(
            "the input has a column %s of its own, which is the name of one that is added; set %s.prefix"
                .formatted(name, group));
      }
    }
    boolean raw =
        switch (format) {
          case CSV -> input == TableFormat.CSV;
          case JSON -> input == TableFormat.JSON;
          case PARQUET -> false;
        };
    Set<String> once = new HashSet<>();
    for (String name : names) {
      if (!once.add(name) && !raw) {
        throw new InputException(
            "the input has two columns %s, which only csv can hold; rename one, or set %s.output-format=csv"
                .formatted(name, group));
      }
    }
    return new OutputColumns(kept, added, format, raw);
  }

  /** Of the rows as Spark writes them: columns with types, or lines. */
  StructType schema() {
    if (format != OutputFormat.PARQUET) {
      return new StructType().add("value", DataTypes.StringType);
    }
    StructType schema = kept;
    for (StructField field : added.fields()) {
      schema = schema.add(field);
    }
    return schema;
  }

  /** What stands before the rows of each file. */
  public List<Row> head() {
    List<String> all = new ArrayList<>(List.of(kept.fieldNames()));
    all.addAll(List.of(added.fieldNames()));
    return format == OutputFormat.CSV ? List.of(RowFactory.create(CsvText.record(all))) : List.of();
  }

  /**
   * A row of the output.
   *
   * @param values of the added columns; arrays for lists
   */
  public Row row(SourceRecord record, List<?> values) {
    return switch (format) {
      case PARQUET -> {
        List<Object> all = new ArrayList<>(values(record));
        all.addAll(values);
        yield RowFactory.create(all.toArray());
      }
      case CSV ->
          RowFactory.create(
              (raw ? record.raw() : CsvText.record(values(record))) + "," + CsvText.record(values));
      case JSON -> {
        List<String> names = List.of(kept.fieldNames());
        yield RowFactory.create(
            JsonText.append(
                raw ? record.raw() : JsonText.object(names, values(record)),
                raw ? record.names().isEmpty() : names.isEmpty(),
                List.of(added.fieldNames()),
                values));
      }
    };
  }

  /** The record's values in the order of the columns. */
  private List<Object> values(SourceRecord record) {
    Map<String, Object> byName = new HashMap<>();
    boolean same = Arrays.asList(kept.fieldNames()).equals(record.names());
    for (int i = 0; !same && i < record.names().size(); i++) {
      byName.put(record.names().get(i), record.values().get(i));
    }
    List<Object> values = new ArrayList<>(kept.size());
    for (int i = 0; i < kept.size(); i++) {
      StructField field = kept.fields()[i];
      values.add(typed(field, same ? record.values().get(i) : byName.get(field.name())));
    }
    return values;
  }

  /** A list that was read from JSON is text again where the column is. */
  private static Object typed(StructField field, Object value) {
    if (value instanceof List<?> list) {
      return field.dataType().equals(DataTypes.StringType)
          ? JsonText.plain(list.toArray())
          : list.toArray();
    }
    return value;
  }
}
