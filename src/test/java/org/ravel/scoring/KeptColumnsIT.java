package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.InputException;
import org.ravel.testing.SparkFixture;

/** The columns of the input come out as they went in, or the row is refused. */
class KeptColumnsIT {
  private static final List<String> OBJECTS =
      List.of(
          "{\"text\":\"ab\",\"a\":1.10,\"b\":1e400,\"c\":123456789012345678901234567890,\"d\":-0.0}",
          "  {\"t\" : {\"x\" : [1,  2.50, null]}, \"text\":\"\",\"k\":1,\"k\":2}",
          "{\"e\":\"\\u00e9\\ud83d\\ude00\u00e9\\/\",\"n\":null,\"s\":\" x \",\"half\":\"\\ud800\"}",
          "{}",
          "{\"text\":null,\"nan\":NaN,\"t\":\"2026-01-02T03:04:05.123456789+01:00\",\"\":7}");

  private static final List<String> RECORDS =
      List.of(
          "007, x ,\"\",ab,1.10",
          ",,,,",
          "\"\u00e9 \"\"q\"\"\",\"two\r\nlines\",\"a,b\",\" c \",1e400",
          "a \"b\" c,\"x\",#,\"\n\",\\");

  @TempDir private Path folder;
  private ScoringRun run;

  @BeforeEach
  void model() {
    run = new ScoringRun(folder);
  }

  @Test
  void jsonStaysAsItIsWritten() throws IOException {
    run.write("a.json", "\uFEFF" + String.join("\r\n", OBJECTS) + "\n\n \n");
    run.score("scoring.format=json");
    List<String> lines = Files.readAllLines(run.parts().get(0));
    assertThat(run.parts().get(0).toString()).endsWith(".json");
    assertThat(lines).hasSameSizeAs(OBJECTS);
    for (int i = 0; i < lines.size(); i++) {
      String object = OBJECTS.get(i).strip();
      String before = object.substring(0, object.length() - 1);
      assertThat(lines.get(i))
          .startsWith(before + (before.equals("{") ? "" : ",") + "\"row\":" + i + ",\"tokens\":")
          .endsWith("}");
    }
    assertThat(lines.get(0)).contains("\"tokens\":3,");
    assertThat(lines.get(3)).contains("\"tokens\":0,").contains("\"perplexity\":null");
  }

  @Test
  void csvStaysAsItIsWritten() throws IOException {
    String header = "id, id,id,text,\"a \"\"b\"\"\"";
    run.write("a.csv", "\uFEFF" + header + "\r\n" + String.join("\r\n", RECORDS) + "\r\n\n");
    run.write("b.csv", header + "\n" + RECORDS.get(0));
    run.score("scoring.format=csv", "scoring.output-format=csv");
    assertThat(run.parts()).hasSize(1).first().asString().endsWith(".csv");
    String output = Files.readString(run.parts().get(0));
    List<String> records = new ArrayList<>(RECORDS);
    records.add(RECORDS.get(0));
    String rest = output;
    assertThat(rest).startsWith(header.replace(" id", "\" id\"") + ",row,tokens,");
    rest = rest.substring(rest.indexOf('\n') + 1);
    for (int i = 0; i < records.size(); i++) {
      assertThat(rest).startsWith(records.get(i) + "," + i + ",");
      rest = rest.substring(rest.indexOf('\n', records.get(i).length()) + 1);
    }
    assertThat(rest).isEmpty();
  }

  @Test
  void csvBecomesTextWhateverItLooksLike() throws IOException {
    run.write("a.csv", "a,b,c,text,n\n" + String.join("\n", RECORDS) + "\n");
    run.score("scoring.format=csv", "scoring.output-format=json");
    JsonNode first = run.rows().get(0);
    assertThat(first.get("a").textValue()).isEqualTo("007");
    assertThat(first.get("b").textValue()).isEqualTo(" x ");
    assertThat(first.get("c").textValue()).isEmpty();
    assertThat(first.get("n").textValue()).isEqualTo("1.10");
    assertThat(run.rows().get(1).get("a").isNull()).isTrue();
    assertThat(run.rows().get(2).get("b").textValue()).isEqualTo("two\r\nlines");
    run.score("scoring.format=csv", "scoring.output-format=parquet");
    Row row = run.table("parquet").get(2);
    assertThat(row.mkString("|")).startsWith("\u00e9 \"q\"|two\r\nlines|a,b| c |1e400|2|");
    assertThat(run.table("parquet").get(1).isNullAt(0)).isTrue();
    assertThat(run.table("parquet").get(0).getString(2)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"csv", "parquet"})
  void jsonBecomesTextAsItIsWritten(String output) throws IOException {
    run.write(
        "a.json",
        "{\"text\":\"ab\",\"n\":1.10,\"b\":1e400}\n"
            + "{\"b\":{\"x\": [1]},\"text\":\" \\\"\\n\",\"z\":\"\",\"n\":null}\n");
    run.score("scoring.format=json", "scoring.output-format=" + output);
    List<Row> rows = run.table(output);
    assertThat(rows.get(0).schema().fieldNames()).startsWith("text", "n", "b", "z", "row");
    assertThat(rows.get(0).mkString("|")).startsWith("ab|1.1").contains("|1e400|null|0|");
    assertThat(rows.get(1).getString(0)).isEqualTo(" \"\n");
    assertThat(rows.get(1).isNullAt(1)).isTrue();
    assertThat(rows.get(1).getString(2)).isEqualTo("{\"x\": [1]}");
    if (output.equals("parquet")) {
      assertThat(rows.get(0).getString(1)).isEqualTo("1.10");
      assertThat(rows.get(1).getString(3)).isEmpty();
    } else {
      String text = Files.readString(run.parts().get(0));
      assertThat(text)
          .contains("\nab,1.10,1e400,,0,", "\n\" \"\"\n\",,\"{\"\"x\"\": [1]}\",\"\",1,");
    }
  }

  private Dataset<Row> table() {
    return SparkFixture.session()
        .sql(
            "select 'ab' as text, timestamp'1582-10-10 01:02:03.123456' as old,"
                + " timestamp_ntz'2026-01-02 03:04:05' as local, date'0001-01-01' as day,"
                + " cast('12345678901234567890123456789.123456789' as decimal(38, 9)) as price,"
                + " X'00FF' as bytes, map('k', named_struct('A', 1, 'a', array('\u00e9', null))) as m,"
                + " cast('NaN' as double) as nan, cast(0.1 as float) as f,"
                + " 9007199254740993 as `x.y ``z`, '' as empty, cast(null as string) as none");
  }

  @Test
  void typesOfATableStay() throws IOException {
    SparkSession spark = SparkFixture.session();
    spark.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    spark.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    spark.conf().set("spark.sql.caseSensitive", "true");
    try {
      table().write().parquet(run.input());
      run.score("scoring.format=parquet", "scoring.output-format=parquet");
      Dataset<Row> in = spark.read().parquet(run.input());
      Dataset<Row> out = spark.read().parquet(run.output().toUri().toString());
      assertThat(
              out.select(
                      Arrays.stream(in.columns()).map(KeptColumnsIT::named).toArray(Column[]::new))
                  .schema())
          .isEqualTo(in.schema());
      String[] exact =
          Arrays.stream(in.columns())
              .map(
                  c ->
                      "to_json(struct(`"
                          + c.replace("`", "``")
                          + "`)) || hex(hash(`"
                          + c.replace("`", "``")
                          + "`))")
              .filter(c -> !c.contains("`m`"))
              .toArray(String[]::new);
      assertThat(out.selectExpr(exact).collectAsList())
          .isEqualTo(in.selectExpr(exact).collectAsList());
      assertThat(out.select("m").head().toString()).isEqualTo(in.select("m").head().toString());

      run.score("scoring.format=parquet", "scoring.output-format=json");
      String line = Files.readAllLines(run.parts().get(0)).get(0);
      assertThat(line)
          .startsWith(
              "{\"text\":\"ab\",\"old\":\"1582-10-10T01:02:03.123456Z\","
                  + "\"local\":\"2026-01-02T03:04:05\",\"day\":\"0001-01-01\","
                  + "\"price\":12345678901234567890123456789.123456789,\"bytes\":\"AP8=\","
                  + "\"m\":{\"k\":{\"A\":1,\"a\":[\"\u00e9\",null]}},\"nan\":\"NaN\",\"f\":0.1,"
                  + "\"x.y `z\":9007199254740993,\"empty\":\"\",\"none\":null,\"row\":0,");
      run.score("scoring.format=parquet", "scoring.output-format=csv");
      assertThat(Files.readAllLines(run.parts().get(0)).get(1))
          .startsWith(
              "ab,1582-10-10T01:02:03.123456Z,2026-01-02T03:04:05,0001-01-01,"
                  + "12345678901234567890123456789.123456789,AP8=,"
                  + "\"{\"\"k\"\":{\"\"A\"\":1,\"\"a\"\":[\"\"\u00e9\"\",null]}}\",NaN,0.1,"
                  + "9007199254740993,\"\",,0,");
    } finally {
      spark.conf().unset("spark.sql.parquet.datetimeRebaseModeInWrite");
      spark.conf().unset("spark.sql.parquet.outputTimestampType");
      spark.conf().unset("spark.sql.caseSensitive");
    }
  }

  private static Column named(String column) {
    return functions.col("`" + column.replace("`", "``") + "`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "json | json    | {'text':'a'}{'text':'b'}      | row 1 from offset 0 is no JSON object, but more",
        "json | json    | [{'text':'a'}]                | row 1 from offset 0 is no JSON object",
        "json | json    | {'text':'a','text':'b'}       | row 1 from offset 0 names text twice",
        "json | json    | {'text':5}                    | row 1 from offset 0 has no string as text",
        "json | json    | {'text':'a','row':1}          | a column row of its own",
        "json | csv     | {'k':1,'k':1}                 | row 1 from offset 0 names k twice",
        "json | parquet | {'k':'\\ud800'}               | row 1 from offset 0 holds half of a surrogate",
        "json | json    | {'k':01}                      | row 1 from offset 0 is no JSON",
        "csv  | csv     | 2                             | row 1 is no CSV of the columns that the others have: it has 1 values",
        "csv  | csv     | '2'x,b                        | row 1 is no CSV of the columns that the others have: there is text behind",
        "csv  | csv     | 2,'b                          | a quote is not closed",
      })
  void rowsThatCannotStay(String format, String output, String row, String message)
      throws IOException {
    String first = format.equals("json") ? "{\"text\":\"a\"}" : "id,text\n1,a";
    run.write("a", first + "\n" + row.replace('\'', '"') + "\n");
    refused(message, "scoring.format=" + format, "scoring.output-format=" + output);
  }

  @Test
  void columnsThatCannotStay() throws IOException {
    run.write("a", "id,id,text\n1,2,a\n");
    refused("two columns id", "scoring.format=csv");
    run.write("a", "row,text\n1,a\n");
    refused("a column row of its own", "scoring.format=csv", "scoring.output-format=csv");
    run.write("a", "text,text\n1,a\n");
    refused("has more than one such column", "scoring.format=csv", "scoring.output-format=csv");
  }

  @ParameterizedTest
  @CsvSource({"csv", "json", "parquet"})
  void noColumnIsDecodedWithALoss(String format) throws IOException {
    if (format.equals("parquet")) {
      SparkFixture.session()
          .sql("select 'a' as text, array(map('k', cast(X'FF' as string))) as other")
          .write()
          .parquet(run.input());
    } else {
      String row =
          format.equals("csv") ? "text,other\na,\u00ff\n" : "{\"text\":\"a\",\"other\":\"\u00ff\"}";
      Files.createDirectories(folder.resolve("in"));
      Files.write(folder.resolve("in/a"), row.getBytes(StandardCharsets.ISO_8859_1));
    }
    refused("row 0 from offset ", "scoring.format=" + format, "scoring.output-format=" + format);
    refused("is not UTF-8", "scoring.format=" + format, "scoring.output-format=" + format);
  }

  @Test
  void noFileIsLeftOutInSilence() throws IOException {
    run.write("a.txt", "a\n");
    run.write("_b.txt", "b\n");
    String all = folder.resolve("in/a.txt") + "," + folder.resolve("in/_b.txt");
    refused("Spark does not read file:" + folder.resolve("in/_b.txt"), "scoring.input=" + all);
  }

  private void refused(String message, String... settings) {
    assertThat(catchThrowable(() -> run.score(settings)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
