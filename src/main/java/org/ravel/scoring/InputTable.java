package org.ravel.scoring;

import static org.apache.spark.sql.functions.col;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.MalformedText;
import org.ravel.config.ScoringConfig;
import org.ravel.config.ScoringConfig.Format;
import org.ravel.config.ScoringConfig.Unit;
import org.ravel.error.InputException;

/**
 * The input as Spark reads it.
 *
 * @param rows behind the input's columns: the text's bytes, and file, first byte and length of the
 *     split that the row stands in
 * @param kept the columns that the output keeps
 * @param reader takes these rows apart
 */
record InputTable(Dataset<Row> rows, StructType kept, RowReader reader) {
  private static final String CORRUPT = "_ravel_corrupt_record";

  /**
   * Opens files.
   *
   * @param spark a session whose settings are this table's own
   * @throws InputException if the files cannot be read as configured, or lack the column
   */
  static InputTable open(
      SparkSession spark, List<String> files, ScoringConfig config, MalformedText malformed) {
    // With the cost of opening a file as large as a split, no split shares a partition with another
    // one: Spark would put them together by size.
    String bytes = Long.toString(config.chunkSize().bytes());
    spark.conf().set("spark.sql.files.maxPartitionBytes", bytes);
    spark.conf().set("spark.sql.files.openCostInBytes", bytes);
    String[] paths = files.stream().map(InputTable::literally).toArray(String[]::new);
    Dataset<Row> read;
    try {
      read = read(spark.read(), paths, config);
    } catch (Exception e) { // Spark throws checked exceptions that no signature mentions.
      throw ReadFailure.explain(e, config.format(), String.join(", ", config.input()));
    }
    return of(read, config, malformed);
  }

  private static Dataset<Row> read(DataFrameReader reader, String[] paths, ScoringConfig config) {
    return switch (config.format()) {
      case TEXT ->
          reader
              .option("wholetext", config.documents() == Unit.FILE)
              .option("lineSep", "\n")
              .text(paths);
      case PARQUET -> reader.option("mergeSchema", true).parquet(paths);
      case CSV -> {
        Formats.CSV.forEach(reader::option);
        StructType header = reader.csv(paths[0]).schema();
        yield reader
            .schema(header.add(CORRUPT, DataTypes.StringType))
            .option("columnNameOfCorruptRecord", CORRUPT)
            .option("enforceSchema", false)
            .csv(paths);
      }
      case JSON -> reader.option("columnNameOfCorruptRecord", CORRUPT).json(paths);
    };
  }

  private static InputTable of(Dataset<Row> read, ScoringConfig config, MalformedText malformed) {
    List<String> names = Arrays.asList(read.schema().fieldNames());
    String column = config.format() == Format.TEXT ? "value" : config.column();
    requireText(read.schema(), column, config);
    List<Integer> kept =
        IntStream.range(0, names.size())
            .filter(i -> !names.get(i).equals(CORRUPT))
            .boxed()
            .toList();
    RowReader reader =
        new RowReader(
            config.format(),
            config.format() == Format.TEXT ? "the text" : column,
            malformed,
            kept,
            names.indexOf(CORRUPT),
            names.size());
    Column place = read.metadataColumn("_metadata");
    List<Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(col(quoted(name))));
    columns.add(col(quoted(column)).cast(DataTypes.BinaryType));
    columns.add(place.getField("file_path"));
    columns.add(place.getField("file_block_start"));
    columns.add(place.getField("file_block_length"));
    return new InputTable(
        read.select(columns.toArray(Column[]::new)), kept(read.schema(), config), reader);
  }

  private static StructType kept(StructType schema, ScoringConfig config) {
    if (config.format() == Format.TEXT) {
      return new StructType().add("file", DataTypes.StringType).add("text", DataTypes.StringType);
    }
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !field.name().equals(CORRUPT))
            .toArray(StructField[]::new));
  }

  private static void requireText(StructType schema, String column, ScoringConfig config) {
    List<String> names = Arrays.asList(schema.fieldNames());
    if (!names.contains(column)) {
      throw new InputException(
          "scoring.column is %s, but %s has no such column, only %s; set scoring.column to the one that holds the text"
              .formatted(
                  column,
                  String.join(", ", config.input()),
                  String.join(
                      ", ", names.stream().filter(name -> !name.equals(CORRUPT)).toList())));
    }
    StructField field = schema.fields()[names.indexOf(column)];
    if (!field.dataType().equals(DataTypes.StringType)) {
      throw new InputException(
          "scoring.column is %s, whose type in %s is %s but must be string; set scoring.column to the one that holds the text"
              .formatted(
                  column, String.join(", ", config.input()), field.dataType().simpleString()));
    }
  }

  /** The path of a file as Hadoop writes it, from the URI that Spark gives. */
  static String path(String uri) {
    return new Path(URI.create(uri)).toString();
  }

  /** A path of which no character means anything in a glob. */
  static String literally(String path) {
    return path.replaceAll("[{}\\[\\]*?\\\\]", "\\\\$0");
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
