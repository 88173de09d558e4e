package org.ravel.table;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.ConfigNames;
import org.ravel.config.OutputFormat;
import org.ravel.spark.Sessions;
import org.ravel.storage.Storage;

/** Writes rows into a folder that is there and empty: a file for each partition, in their order. */
public final class TableOutput {
  private final SparkSession spark;
  private final Storage storage;
  private final Path folder;

  /** An output in a folder. */
  public TableOutput(SparkSession spark, Storage storage, Path folder) {
    this.spark = Sessions.forTables(spark);
    this.storage = storage;
    this.folder = folder;
  }

  /** Writes rows of these columns. */
  public void write(JavaRDD<Row> rows, OutputColumns columns) {
    if (columns.format() == OutputFormat.PARQUET) {
      save(rows, columns.schema(), "parquet");
    } else {
      writeLines(rows, ConfigNames.of(columns.format()));
    }
  }

  /**
   * Writes rows of one text each.
   *
   * @param suffix of the files' names: the format of their lines
   */
  public void writeLines(JavaRDD<Row> lines, String suffix) {
    save(lines, new StructType().add("value", DataTypes.StringType), "text");
    storage.writing(
        folder,
        fileSystem -> {
          for (FileStatus file : fileSystem.globStatus(new Path(folder, "part-*"))) {
            Path part = file.getPath();
            Path named = new Path(folder, part.getName().replaceFirst("\\.txt", "." + suffix));
            if (!named.equals(part) && !fileSystem.rename(part, named)) {
              throw new IOException("it cannot be renamed to " + named.getName());
            }
          }
          return null;
        });
  }

  private void save(JavaRDD<Row> rows, StructType schema, String format) {
    spark
        .createDataFrame(rows, schema)
        .write()
        .format(format)
        .mode(SaveMode.Append)
        .save(folder.toString());
  }
}
