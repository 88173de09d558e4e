package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.testing.SparkFixture;
import scala.collection.JavaConverters;

class ScoringIT {
  @TempDir private Path folder;
  private ScoringRun run;

  @BeforeEach
  void model() {
    run = new ScoringRun(folder);
  }

  @Test
  void linesOfManyFilesKeepTheirOrderWhateverTheirSizes() throws IOException {
    // Spark would read the largest file first, and several small ones together.
    List<String> expected = new ArrayList<>();
    Random random = new Random(4);
    Files.createDirectories(folder.resolve("in/b [1] %20*"));
    for (String file : List.of("a.txt", "b [1] %20*/c.txt", "d.txt", "e.txt", "empty.txt")) {
      int lines = file.startsWith("d") ? 200 : file.startsWith("empty") ? 0 : 7;
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < lines; i++) {
        String line = ScoringRun.line(random, random.nextInt(30));
        text.append(line).append(i % 3 == 0 ? "\r\n" : "\n");
        expected.add(file + " " + line);
      }
      Files.writeString(folder.resolve("in").resolve(file), text);
    }
    Scores scores = run.score("scoring.chunk-size=300");
    List<JsonNode> rows = run.rows();

    assertThat(rows)
        .extracting(row -> run.fileName(row.get("file").asText()) + " " + row.get("text").asText())
        .isEqualTo(expected);
    assertThat(run.parts()).hasSizeGreaterThan(5);
    long tokens = 0;
    double nats = 0;
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).get("row").asLong()).isEqualTo(i);
      run.requireScore(rows.get(i), rows.get(i).get("text").asText());
      tokens += rows.get(i).get("tokens").asLong();
      nats += rows.get(i).get("nll").asDouble();
    }
    assertThat(scores.rows()).isEqualTo(expected.size());
    assertThat(scores.tokens()).isEqualTo(tokens);
    assertThat(scores.unknown()).isPositive();
    assertThat(scores.nats()).isCloseTo(nats, within(1e-6));
    assertThat(scores.perplexity()).isEqualTo(Math.exp(scores.nats() / scores.tokens()));
  }

  /** Of many chunks they would fill the driver: Spark's own listing has them once for each task. */
  @Test
  void theSumsOfAllChunksAreKeptOnce() throws Exception {
    run.write("a.txt", "abc\nde\n".repeat(50));
    SparkContext spark = SparkFixture.session().sparkContext();
    List<Object> kept = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger tasks = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            tasks.incrementAndGet();
            JavaConverters.asJavaCollection(end.taskInfo().accumulables())
                .forEach(sum -> kept.add(sum.value().getOrElse(() -> "")));
          }
        };
    spark.addSparkListener(listener);
    try {
      run.score("scoring.chunk-size=64");
      spark.listenerBus().waitUntilEmpty();
    } finally {
      spark.removeSparkListener(listener);
    }
    assertThat(tasks.get()).isGreaterThan(4);
    assertThat(kept).isNotEmpty().noneMatch(Map.class::isInstance);
  }

  @Test
  void theClusterDoesNotChangeABitAndTheChunksHardlyAnything() throws IOException {
    Random random = new Random(6);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append(ScoringRun.line(random, random.nextInt(60))).append('\n');
    }
    run.write("a.txt", text.toString());
    run.write("b.txt", "ab\n" + text);
    run.score("scoring.chunk-size=2KiB");
    List<JsonNode> rows = run.rows();
    run.score("scoring.chunk-size=1MiB", "scoring.minibatch-size=5");
    List<JsonNode> others = run.rows();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(others.get(i).get("nll").asDouble())
          .isCloseTo(
              rows.get(i).get("nll").asDouble(),
              within(1e-6 * (1 + rows.get(i).get("tokens").asLong())));
    }
    List<JsonNode> alone =
        SparkFixture.withSession(
            "local[1]",
            Map.of("spark.default.parallelism", "7"),
            spark -> {
              ScoringRun other = new ScoringRun(folder, spark);
              other.score("scoring.chunk-size=2KiB");
              return other.rows();
            });
    assertThat(alone).isEqualTo(rows);
  }

  @Test
  void filesAreDocumentsIfWanted() throws IOException {
    String lines = "abc\nde\n";
    run.write("a.txt", "\uFEFF" + lines);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("in/b.txt.gz")))) {
      out.write("ccc".getBytes(StandardCharsets.UTF_8));
    }
    run.score("scoring.documents=file");
    assertThat(run.rows())
        .extracting(row -> row.get("text").asText())
        .containsExactly(lines, "ccc");
    run.requireScore(run.rows().get(0), lines);
    run.requireScore(run.rows().get(1), "ccc");
  }

  @Test
  void columnsOfATableAreKept() {
    SparkSession spark = SparkFixture.session();
    Dataset<Row> table =
        spark
            .sql(
                "select id, if(id % 5 = 0, null, repeat('ab ', id % 7)) as `the text`,"
                    + " timestamp'2026-01-02 03:04:05' as seen, array(id, id + 1) as list,"
                    + " cast(id / 3 as decimal(10, 2)) as price from range(40)")
            .repartition(3);
    table.write().parquet(run.input());
    run.score(
        "scoring.format=parquet",
        "scoring.column=the text",
        "scoring.prefix=lm.",
        "scoring.output-format=parquet");
    List<Row> rows = run.table("parquet");
    List<Row> inOrder = new ArrayList<>();
    for (Path part : ScoringRun.parts(folder.resolve("in"))) {
      inOrder.addAll(spark.read().parquet(part.toUri().toString()).collectAsList());
    }
    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly(
            "id",
            "the text",
            "seen",
            "list",
            "price",
            "lm.row",
            "lm.tokens",
            "lm.unknown",
            "lm.nll",
            "lm.perplexity",
            "lm.bits_per_character");
    assertThat(rows).hasSameSizeAs(inOrder).hasSize(40);
    for (int i = 0; i < rows.size(); i++) {
      for (String column : table.columns()) {
        assertThat(rows.get(i).<Object>getAs(column)).isEqualTo(inOrder.get(i).getAs(column));
      }
      assertThat(rows.get(i).<Long>getAs("lm.row")).isEqualTo(i);
      String text = rows.get(i).getAs("the text");
      boolean empty = text == null || text.isEmpty();
      assertThat(rows.get(i).<Long>getAs("lm.tokens")).isEqualTo(empty ? 0 : text.length() + 1L);
      assertThat(rows.get(i).<Double>getAs("lm.perplexity") == null).isEqualTo(empty);
    }
  }

  @Test
  void byteOrderMarksAndCarriageReturnsAreNoText() throws IOException {
    for (String format : List.of("text", "csv", "json")) {
      String text =
          switch (format) {
            case "csv" -> "text\r\nab\r\ncd\r\n";
            case "json" -> "{\"text\":\"ab\"}\r\n{\"text\":\"cd\"}\r\n";
            default -> "ab\r\ncd\r\n";
          };
      run.write("a." + format, "\uFEFF" + text);
      run.score("scoring.format=" + format);
      assertThat(run.rows())
          .as(format)
          .extracting(row -> row.get("text").asText())
          .containsExactly("ab", "cd");
      Files.delete(folder.resolve("in/a." + format));
    }
  }

  @Test
  void anInputWithoutRowsGivesScoresWithoutRows() throws IOException {
    run.write("a.txt", "");
    assertThat(run.score().rows()).isZero();
    assertThat(run.rows()).isEmpty();
  }

  @Test
  void malformedTextCanBeReplaced() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.write(folder.resolve("in/a.txt"), new byte[] {'a', (byte) 0xFF, '\n'});
    run.score("corpus.malformed=replace");
    assertThat(run.rows()).extracting(row -> row.get("text").asText()).containsExactly("a\uFFFD");
  }
}
