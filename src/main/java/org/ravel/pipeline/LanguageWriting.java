package org.ravel.pipeline;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.ravel.language.Answers;
import org.ravel.language.LanguageLines;
import org.ravel.language.LanguageRecipe;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.TableOutput;

/**
 * Writes lines of a language into a folder that is there and empty, on Spark. A file has so many
 * lines whatever the cluster: the bytes depend on the recipe and the number of lines alone.
 */
public final class LanguageWriting {
  /** A second's work or so. */
  private static final int LINES_OF_FILE = 100_000;

  private final Storage storage;
  private final LanguageRecipe recipe;
  private final long lines;

  /** Lines from number 0 on. */
  public LanguageWriting(Storage storage, LanguageRecipe recipe, long lines) {
    this.storage = storage;
    this.recipe = recipe;
    this.lines = lines;
  }

  /** Writes all lines. */
  public void write(SparkSession spark, Path folder) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int files = Math.toIntExact((lines + LINES_OF_FILE - 1) / LINES_OF_FILE);
    List<Integer> numbers = IntStream.range(0, files).boxed().toList();
    SparkJob.run(
        context,
        "sample-corpus: write lines",
        () -> {
          JavaRDD<Row> rows =
              context.parallelize(numbers, files).flatMap(new LinesOfFile(recipe, lines));
          new TableOutput(spark, storage, folder)
              .writeLines(rows, recipe.answers() == Answers.NONE ? "txt" : "json");
          return null;
        });
  }

  /** The lines of a file by its number. */
  private record LinesOfFile(LanguageRecipe recipe, long lines)
      implements FlatMapFunction<Integer, Row> {
    @Override
    public Iterator<Row> call(Integer file) {
      LanguageLines made = recipe.lines(recipe.strings());
      long begin = (long) file * LINES_OF_FILE;
      int count = (int) Math.min(LINES_OF_FILE, lines - begin);
      return IntStream.range(0, count)
          .mapToObj(line -> RowFactory.create(made.line(begin + line)))
          .iterator();
    }
  }
}
