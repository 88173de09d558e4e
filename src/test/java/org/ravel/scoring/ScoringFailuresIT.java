package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.MalformedText;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.spark.BroadcastScope;
import org.ravel.table.NumberRows;
import org.ravel.table.RowReader;
import org.ravel.table.TableFormat;
import org.ravel.table.TablePart;
import org.ravel.table.TablePlan;
import org.ravel.table.TableSettings;
import org.ravel.table.TextRecords;
import org.ravel.testing.SparkFixture;

/** What cannot be scored is named, with a remedy. */
class ScoringFailuresIT {
  @TempDir private Path folder;
  private ScoringRun run;

  @BeforeEach
  void model() {
    run = new ScoringRun(folder);
  }

  @Test
  void noInput() {
    assertThat(catchThrowable(() -> run.score("scoring.input=")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("scoring.input is empty");
    refused(
        List.of("scoring.input names", "/nowhere", "there is nothing"), "scoring.input=/nowhere");
  }

  @Test
  void textThatIsNotUtf8() throws IOException {
    bytes("a.txt", "ab\na\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(List.of("/in/a.txt", "row 1 from offset 0 is not UTF-8", "corpus.malformed"));
  }

  @Test
  void csvThatIsNotUtf8() throws IOException {
    bytes("a.csv", "text\na\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(
        List.of("/in/a.csv: row 0 from offset 0 is not UTF-8", "corpus.malformed=replace"),
        "scoring.format=csv");
  }

  @Test
  void aColumnThatIsNotThereOrIsNoText() throws IOException {
    run.write("a.json", "{\"n\":1,\"body\":\"a\"}\n");
    refused(
        List.of("scoring.column is text", "no such column, only n, body; set scoring.column"),
        "scoring.format=json");
    refused(
        List.of("/in/a.json: row 0", "has no string as n, which is scoring.column"),
        "scoring.format=json",
        "scoring.column=n");
  }

  @Test
  void anAddedColumnThatIsThereAlready() throws IOException {
    run.write("a.json", "{\"tokens\":1,\"text\":\"a\"}\n");
    refused(List.of("a column tokens of its own", "scoring.prefix"), "scoring.format=json");
  }

  @Test
  void rowsOfOtherColumns() throws IOException {
    run.write("a.json", "{\"text\":\"a\"}\n{\"text\":\n");
    refused(List.of("/in/a.json: row 1", "is no JSON", "{\"text\":"), "scoring.format=json");
    Files.delete(folder.resolve("in/a.json"));
    run.write("a.csv", "id,text\n1,a\n2\n");
    refused(List.of("/in/a.csv: row 1", "is no CSV of the columns"), "scoring.format=csv");
    run.write("a.csv", "id,text\n1,a\n");
    run.write("b.csv", "text,id\na,1\n");
    refused(
        List.of("/in/b.csv", "/in/a.csv", "its header names text, id, the other one id, text"),
        "scoring.format=csv");
  }

  @Test
  void filesOfAnotherFormat() throws IOException {
    run.write("a.parquet", "this is text");
    refused(
        List.of("/in", "cannot be read as parquet", "scoring.format"), "scoring.format=parquet");
    Files.delete(folder.resolve("in/a.parquet"));
    run.write("a.txt.gz", "this is not compressed");
    refused(List.of("/in/a.txt.gz looks like plain text in spite of its suffix", "rename it"));
  }

  @Test
  void filesThatAreNoText() throws IOException {
    bytes("a.txt", "a\nb\n".repeat(9).getBytes(StandardCharsets.UTF_16LE));
    for (String format : List.of("text", "csv", "json")) {
      refused(
          List.of("/in/a.txt looks like text in UTF-16", "iconv -f UTF-16LE"),
          "scoring.format=" + format,
          "corpus.malformed=replace");
    }
    Files.move(folder.resolve("in/a.txt"), folder.resolve("in/a.zst"));
    refused(List.of("/in/a.zst", "what is read is plain text, .gz and .bz2"));
  }

  @Test
  void filesThatCannotBeOpened() throws IOException {
    run.write("a.txt", "ab\n");
    Files.createSymbolicLink(folder.resolve("in/b.txt"), Path.of("gone"));
    refused(List.of("scoring.input: ", "/in/b.txt is a symbolic link to gone"));
  }

  @Test
  void namesThatSparkLeavesOut() throws IOException {
    run.write("a.txt", "ab\n");
    for (String name : List.of("_b.txt", ".b.txt", "b._COPYING_")) {
      run.write(name, "ab\n");
      refused(
          List.of("Spark does not read", name, "rename it"),
          "scoring.input=[%s,%s]"
              .formatted(folder.resolve("in/a.txt"), folder.resolve("in/" + name)));
    }
  }

  @Test
  void rowsThatWereNotCounted() {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
    TableSettings settings =
        new TableSettings(
            new TableSettings.Names("score", "scoring", "scoring.column", null),
            TableFormat.TEXT,
            TableSettings.Layout.CSV,
            new TableSettings.Wanted(List.of(TextRecords.TEXT), TableSettings.Kind.TEXT),
            TableSettings.Use.TABLE,
            MalformedText.FAIL,
            9);
    RowReader reader = new RowReader(settings, new TextRecords(MalformedText.FAIL), 1);
    Row row = RowFactory.create(new byte[] {'a'}, "file:/f", 0L, 9L);
    TablePlan plan =
        new TablePlan(
            "scoring",
            List.of(new TablePart(0, "file:/f", 0, 9, 2, 0, List.of("file", "text"))),
            9);
    try (BroadcastScope<TablePlan> scope = BroadcastScope.of(spark, plan)) {
      for (List<Row> found : List.of(List.of(row), List.of(row, row, row))) {
        var rows = new NumberRows(scope.broadcast(), reader).call(0, found.iterator());
        assertThat(catchThrowable(() -> rows.forEachRemaining(any -> {})))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("file:/f changed while it was read: it had 2 rows");
      }
    }
  }

  private void refused(List<String> message, String... settings) {
    assertThat(catchThrowable(() -> run.score(settings)))
        .isInstanceOf(InputException.class)
        .message()
        .contains(message)
        .doesNotContain("\n");
  }

  private void bytes(String file, byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.write(folder.resolve("in").resolve(file), bytes);
  }
}
