package org.ravel.table;

import static org.apache.spark.sql.functions.col;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.ravel.corpus.SourceFile;
import org.ravel.error.InputException;

/**
 * The input as Spark reads it: columns with types of Parquet, lines as bytes of all other formats.
 *
 * @param rows behind the columns, or the bytes: file, first byte and length of the split that the
 *     row stands in
 * @param types the columns to write again, where they have types of their own; null elsewhere
 * @param reader takes these rows apart
 * @param counted what Spark's partitions hold; null where the rows must be counted
 */
public record InputTable(
    JavaRDD<Row> rows, StructType types, RowReader reader, List<TablePart> counted) {
  /** So large that no file is divided, and that sums of some thousand do not overflow. */
  private static final long UNDIVIDED = 1L << 50;

  /**
   * Opens files.
   *
   * @param spark a session whose settings are this table's own
   * @throws InputException if the files cannot be read as configured, or lack the column
   */
  public static InputTable open(SparkSession spark, List<String> files, TableSettings settings) {
    // With the cost of opening a file as large as a split, no split shares a partition with another
    // one: Spark would put them together by size. Quotes of CSV may hold line ends.
    long bytes = settings.format().isUndivided() ? UNDIVIDED : settings.chunkSize();
    spark.conf().set("spark.sql.files.maxPartitionBytes", Long.toString(bytes));
    spark.conf().set("spark.sql.files.openCostInBytes", Long.toString(bytes));
    // Spark looks for each file in a task of its own, 10,000 at most: many files take minutes.
    spark
        .conf()
        .set(
            "spark.sql.sources.parallelPartitionDiscovery.parallelism",
            Integer.toString(3 * spark.sparkContext().defaultParallelism()));
    Dataset<Row> read;
    try {
      read = read(spark.read(), files, settings);
      requireAll(read.inputFiles(), files);
    } catch (InputException e) {
      throw e;
    } catch (Exception e) { // Spark throws checked exceptions that no signature mentions.
      throw ReadFailure.explain(e, settings, settings.names().group() + ".input");
    }
    return settings.format() == TableFormat.PARQUET
        ? ofColumns(read, settings)
        : ofLines(read, settings);
  }

  /**
   * Opens files of NumPy.
   *
   * @param index see {@link NpyFiles#parts}
   */
  static InputTable ofNpy(
      JavaSparkContext spark,
      List<SourceFile> files,
      List<SourceFile> index,
      TableSettings settings) {
    StructType columns =
        index.isEmpty()
            ? new StructType()
            : new StructType().add(NpyRecords.IMAGE, DataTypes.StringType);
    List<NpyFiles.Part> parts = NpyFiles.parts(spark.hadoopConfiguration(), files, index, settings);
    return new InputTable(
        NpyFiles.rows(spark, parts),
        columns,
        new RowReader(settings, new NpyRecords(), 2),
        NpyFiles.counted(parts));
  }

  private static Dataset<Row> read(
      DataFrameReader reader, List<String> files, TableSettings settings) {
    String[] paths = files.stream().map(InputTable::literally).toArray(String[]::new);
    return settings.format() == TableFormat.PARQUET
        ? reader.option("mergeSchema", true).parquet(paths)
        : reader
            .option("wholetext", settings.format() == TableFormat.FILES)
            .option("lineSep", "\n")
            // Hadoop's readers leave out longer lines, and a cluster may set how long.
            .option("mapreduce.input.linerecordreader.line.maxlength", Integer.MAX_VALUE)
            .text(paths);
  }

  /** Spark leaves out hidden files, and others as Hadoop's settings say, without a word. */
  private static void requireAll(String[] read, List<String> files) {
    Set<String> found = new HashSet<>();
    for (String uri : read) {
      found.add(path(uri));
    }
    for (String file : files) {
      if (!found.contains(file)) {
        throw new InputException(
            "Spark does not read %s: its name begins with _ or ., or a filter is set (spark.hadoop.mapreduce.input.pathFilter.class); rename it, or take the filter away"
                .formatted(file));
      }
    }
  }

  private static InputTable ofLines(Dataset<Row> read, TableSettings settings) {
    SourceRecords records =
        switch (settings.format()) {
          case TEXT, FILES -> new TextRecords(settings.malformed());
          case LINES -> new LineRecords(settings);
          case COLUMNS, CONLLU -> new ColumnRecords(settings);
          case CSV -> new CsvRecords(settings);
          case JSON -> new JsonRecords(settings);
          case PARQUET, NPY -> throw new IllegalArgumentException("a table is not read by lines");
        };
    Dataset<Row> lines = placed(read, List.of(col("value").cast(DataTypes.BinaryType)));
    return new InputTable(lines.javaRDD(), null, new RowReader(settings, records, 1), null);
  }

  private static InputTable ofColumns(Dataset<Row> read, TableSettings settings) {
    settings.columns().forEach(column -> requireColumn(read.schema(), column, settings));
    StructType schema = used(read.schema(), settings);
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(
          col("`" + field.name().replace("`", "``") + "`")
              .cast(TableRecords.asBytes(field.dataType())));
    }
    return new InputTable(
        placed(read, columns).javaRDD(),
        schema,
        new RowReader(settings, new TableRecords(schema, settings.malformed()), schema.size()),
        null);
  }

  /** Others may be large, and Parquet reads each by itself. */
  private static StructType used(StructType schema, TableSettings settings) {
    return switch (settings.use()) {
      case EXAMPLES ->
          new StructType(
              settings.columns().stream()
                  .map(column -> schema.apply(column))
                  .toArray(StructField[]::new));
      case RECORDS, TABLE -> schema;
    };
  }

  private static void requireColumn(StructType schema, String column, TableSettings settings) {
    requireColumn(Arrays.asList(schema.fieldNames()), column, settings);
    StructField field = schema.apply(column);
    if (settings.strings() && !field.dataType().equals(DataTypes.StringType)) {
      throw new InputException(
          "%s is %s, whose type in %s.input is %s but must be string; set %1$s to the one that holds the text"
              .formatted(
                  settings.names().column(),
                  column,
                  settings.names().group(),
                  field.dataType().simpleString()));
    }
  }

  private static Dataset<Row> placed(Dataset<Row> read, List<Column> columns) {
    Column place = read.metadataColumn("_metadata");
    List<Column> all = new ArrayList<>(columns);
    all.add(place.getField("file_path"));
    all.add(place.getField("file_block_start"));
    all.add(place.getField("file_block_length"));
    return read.select(all.toArray(Column[]::new));
  }

  /** The columns of the input, in the order in which they are found. */
  public StructType columns(TablePlan plan) {
    if (types != null) {
      return types;
    }
    TableSettings settings = reader.settings();
    List<String> names = plan.names(settings.format());
    if (settings.format() == TableFormat.JSON && plan.rows() > 0) {
      settings.columns().forEach(column -> requireColumn(names, column, settings));
    }
    StructType columns = new StructType();
    boolean lists =
        settings.format() == TableFormat.COLUMNS || settings.format() == TableFormat.CONLLU;
    for (String name : names) {
      columns =
          columns.add(
              name, lists ? DataTypes.createArrayType(DataTypes.StringType) : DataTypes.StringType);
    }
    return columns;
  }

  private static void requireColumn(List<String> names, String column, TableSettings settings) {
    if (!names.contains(column)) {
      throw new InputException(
          "%s is %s, but %s.input has no such column, only %s; set %1$s to %s"
              .formatted(
                  settings.names().column(),
                  column,
                  settings.names().group(),
                  String.join(", ", names),
                  settings.otherColumn()));
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
}
