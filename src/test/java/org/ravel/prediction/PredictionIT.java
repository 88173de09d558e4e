package org.ravel.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.sequence.Scaling;
import org.ravel.testing.SparkFixture;

/** Rows of every format, with the labels that the network gives each row by itself. */
class PredictionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LABELS = List.of("N x", "V y", "O z");
  private static final String[] CONLLU = {
    "task=labelling",
    "corpus.format=conllu",
    "corpus.columns.input=form",
    "corpus.columns.target=upos,feats"
  };

  private final SparkSession spark = SparkFixture.session();

  @TempDir Path folder;

  @Test
  void conlluStaysAsItIsButForTheLabels() throws IOException {
    PredictionRun run = new PredictionRun(folder, spark, LABELS, CONLLU);
    String before =
        """
        # newdoc

        # text = a b-c
        1\tA\t_\t%s\tX Y\t%s\t0\troot\t_\t_
        2-3\tbc\t_\t_\t_\t_\t_\t_\t_\t_
        2\tb\t_\t%s\t_\t%s\t1\tdep\t_\tSpaceAfter=No
        3\tc\t_\t%s\t_\t%s\t1\tdep\t_\t_\r
        3.1\te\t_\t_\t_\t_\t_\t_\t1:x\t_

        1\tzzz\t_\t%s\t_\t%s\t0\troot\t_\t_""";
    run.write("a.conllu", before.replace("%s", "GOLD"));
    Predictions found = run.predict();
    List<String> cells = new ArrayList<>();
    for (String label : run.labels("a", "b", "c")) {
      cells.addAll(List.of(label.split(" ")));
    }
    cells.addAll(List.of(run.labels("zzz").get(0).split(" ")));
    assertThat(run.text()).isEqualTo(before.formatted(cells.toArray()) + "\n\n");
    assertThat(run.parts()).singleElement().asString().endsWith(".conllu");
    assertThat(found.steps()).isEqualTo(4);
    assertThat(found.unknown()).isEqualTo(1);

    run.predict("prediction.output-format=json", "prediction.probabilities=true");
    JsonNode first = JSON.readTree(run.text().lines().findFirst().orElseThrow());
    assertThat(texts(first.get("form"))).containsExactly("A", "b", "c");
    assertThat(texts(first.get("tokens"))).containsExactly("a", "b", "c");
    assertThat(texts(first.get("labels"))).isEqualTo(run.labels("a", "b", "c"));
    assertThat(first.get("probabilities")).hasSize(3);
    first
        .get("probabilities")
        .forEach(probability -> assertThat(probability.asDouble()).isBetween(1.0 / 3, 1.0));
  }

  @Test
  void aColumnBehindTheLastOneIsAdded() throws IOException {
    PredictionRun run = run(List.of("N", "V"), "labelling", "columns", "1", "3");
    run.write("a.txt", "a  X\nb X  gold rest\n\n\nc\tX\n");
    run.predict();
    List<String> ab = run.labels("a", "b");
    assertThat(run.text())
        .isEqualTo(
            "a  X  %s\nb X  %s rest\n\n\nc\tX\t%s\n\n"
                .formatted(ab.get(0), ab.get(1), run.labels("c").get(0)));
    run.write("b.txt", "a X\n\nb\n");
    assertThatThrownBy(run::predict)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("b.txt: row 1 from offset 0 has a line of 1 columns")
        .hasMessageContaining("prediction.label-columns");
    Predictions found = run.predict("prediction.malformed=skip");
    assertThat(found.skipped()).isEqualTo(1);
    assertThat(found.rows()).isEqualTo(3);
  }

  @Test
  void tablesKeepTheirColumns() throws IOException {
    PredictionRun run = run(List.of("good", "bad"), "classification", "csv", "title,text", "class");
    run.write("a.csv", "title,text,n\n\"a, b\",c,007\n,,8\n");
    run.predict("prediction.probabilities=true");
    String best = run.labels("<unk>", "b", "c").get(0);
    List<String> csv = run.text().lines().toList();
    assertThat(csv.get(0)).isEqualTo("title,text,n,row,class,probability,probabilities");
    assertThat(csv.get(1)).startsWith("\"a, b\",c,007,0," + best + ",");
    assertThat(csv.get(1)).contains("\"\"good\"\":", "\"\"bad\"\":");
    assertThat(csv.get(2)).isEqualTo(",,8,1,,,");

    spark
        .sql("select id, array('a', 'b') as words, map('k', id) as m from range(3)")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("in2").toString());
    run.predict(
        "prediction.input=" + folder.resolve("in2"),
        "prediction.format=parquet",
        "prediction.columns=words",
        "prediction.prefix=p_",
        "prediction.probabilities=true");
    Row row = run.table().get(2);
    assertThat(row.<Long>getAs("id")).isEqualTo(2);
    assertThat(row.<String>getAs("p_class")).isEqualTo(run.labels("a", "b").get(0));
    Map<String, Double> all = row.getJavaMap(row.fieldIndex("p_probabilities"));
    assertThat(all.get(row.<String>getAs("p_class"))).isEqualTo(row.getAs("p_probability"));
    assertThat(all.values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
  }

  /** Rows anywhere, out of their order; what a row gets is what its step has in its sequence. */
  @Test
  void rowsThatAreStepsGetTheLabelsOfTheirSteps() throws IOException {
    Scaling scaling = new Scaling(List.of(10.0, 0.0), List.of(2.0, 0.5));
    PredictionRun run =
        numbers(
            scaling,
            List.of("N", "V"),
            "labelling",
            "csv",
            "a,b",
            "y",
            "corpus.columns.sequence=id",
            "corpus.columns.time=t");
    run.write("1.csv", "t,b,id,a\n2,1,p,12\n2024,0,q,10\n1,-1,p,9\n");
    run.write("2.csv", "t,b,id,a\n1.5,0.25,p,30\n2023,3,q,-4\n");
    Predictions found = run.predict("prediction.chunk-size=30B");
    List<String> p = run.labels(2, -0.5f, -2, 10, 0.5f, 1, 2);
    List<String> q = run.labels(2, -7, 6, 0, 0);
    assertThat(run.text())
        .isEqualTo(
            "t,b,id,a,row,label\n2,1,p,12,0,%s\n2024,0,q,10,1,%s\n1,-1,p,9,2,%s\n"
                    .formatted(p.get(2), q.get(1), p.get(0))
                + "t,b,id,a,row,label\n1.5,0.25,p,30,3,%s\n2023,3,q,-4,4,%s\n"
                    .formatted(p.get(1), q.get(0)));
    assertThat(found.rows()).isEqualTo(5);
    assertThat(found.steps()).isEqualTo(5);

    run.write("2.csv", "t,b,id,a\n1.5,x,p,30\n2023,3,q,-4\n,1,r,1\n");
    assertThatThrownBy(run::predict)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "1.csv: row 0 from offset 0 is the first of sequence p, which has \"x\" in column b at step 2")
        .hasMessageContaining("prediction.malformed=skip");
    found = run.predict("prediction.malformed=skip", "prediction.probabilities=true");
    assertThat(run.text().lines().filter(line -> !line.startsWith("t,")).toList())
        .hasSize(2)
        .allMatch(line -> line.matches("[^,]+,[^,]+,q,[^,]+,[14],[NV],0\\.\\d+"));
    assertThat(found.rows()).isEqualTo(2);
    assertThat(found.skipped()).isEqualTo(4);

    run.write("2.csv", "t,b,id,a\n1.5,-3e38,p,30\n2023,3,q,-4\n");
    assertThatThrownBy(run::predict)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1.csv: row 0 from offset 0 cannot be scaled: number 2 of a step is")
        .hasMessageContaining("prediction.malformed=skip");
    assertThat(run.predict("prediction.malformed=skip").skipped()).isEqualTo(3);

    // Whole sequences in rows.
    run.write(
        "a.json", "{\"v\": [[9, -1], [30, 0.25], [12, 1]]}\n{\"v\": null}\n{\"v\": [[1, 2, 3]]}\n");
    String[] rows = {
      "prediction.input=" + folder.resolve("in/a.json"),
      "prediction.format=json",
      "prediction.columns=v"
    };
    assertThatThrownBy(() -> run.predict(rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has steps of 3 numbers, but the model reads steps of 2");
    run.predict(with(rows, "prediction.malformed=skip"));
    List<String> lines = run.text().lines().toList();
    assertThat(texts(JSON.readTree(lines.get(0)).get("labels"))).isEqualTo(p);
    assertThat(JSON.readTree(lines.get(1)).get("labels")).isEmpty();
    assertThat(lines).hasSize(2);
    assertThatThrownBy(() -> run.predict("prediction.format=text"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("prediction.format is text, but the model reads numbers");
  }

  /** A step on each line: the lines stay as they are but for the label. */
  @Test
  void linesOfNumbersAreFilled() throws IOException {
    PredictionRun run =
        numbers(
            new Scaling(List.of(1.0, 0.0), List.of(2.0, 1.0)),
            List.of("N", "V"),
            "labelling",
            "columns",
            "1,3",
            "2");
    run.write("a.txt", "5 ? 1\n-1 ? 2e0\n\n1 ? -3\n");
    run.predict();
    List<String> first = run.labels(2, 2, 1, -1, 2);
    assertThat(run.text())
        .isEqualTo(
            "5 %s 1\n-1 %s 2e0\n\n1 %s -3\n\n"
                .formatted(first.get(0), first.get(1), run.labels(2, 0, -3).get(0)));
  }

  @Test
  void rowsThatAreStepsGetTheClassOfTheirSequence() throws IOException {
    PredictionRun run =
        numbers(
            Scaling.none(1),
            List.of("up", "down"),
            "classification",
            "parquet",
            "v",
            "y",
            "corpus.columns.sequence=id");
    spark
        .sql("select cast(id % 2 as int) as id, cast(id * id as float) as v from range(5)")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("in").toString());
    run.predict("prediction.probabilities=true");
    List<Row> rows = run.table();
    assertThat(rows).hasSize(5);
    String even = run.labels(1, 0, 4, 16).get(0);
    String odd = run.labels(1, 1, 9).get(0);
    for (int i = 0; i < 5; i++) {
      Row row = rows.get(i);
      assertThat(row.<Long>getAs("row")).isEqualTo(i);
      assertThat(row.<Float>getAs("v")).isEqualTo(i * i);
      assertThat(row.<String>getAs("class")).isEqualTo(i % 2 == 0 ? even : odd);
      Map<String, Double> all = row.getJavaMap(row.fieldIndex("probabilities"));
      assertThat(all.get(row.<String>getAs("class"))).isEqualTo(row.getAs("probability"));
    }
  }

  /** The class of a text is that of the mean of its pieces' log-probabilities. */
  @Test
  void longRowsAreClassifiedInPieces() throws IOException {
    PredictionRun run =
        run(
            List.of("good", "bad"),
            "classification",
            "json",
            "w",
            "class",
            "shards.sequence-length=2",
            "shards.longer=pieces");
    run.write(
        "a.json", "{\"w\": \"a\"}\n{\"w\": \"b c\"}\n{\"w\": \"d e\"}\n{\"w\": \"a b c d e\"}\n");
    Predictions found = run.predict("prediction.probabilities=true");
    List<JsonNode> rows = new ArrayList<>();
    for (String line : run.text().lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    double good = 0;
    double bad = 0;
    for (JsonNode row : rows.subList(0, 3)) {
      good += Math.log(row.at("/probabilities/good").asDouble()) / 3;
      bad += Math.log(row.at("/probabilities/bad").asDouble()) / 3;
    }
    double expected = Math.exp(good) / (Math.exp(good) + Math.exp(bad));
    assertThat(rows.get(3).at("/probabilities/good").asDouble())
        .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-4));
    assertThat(rows.get(3).get("class").asText()).isEqualTo(expected > 0.5 ? "good" : "bad");
    assertThat(found.steps()).isEqualTo(10);
    assertThat(found.cut()).isZero();
  }

  /** Sentences that somebody else has cut have a class, which none of their columns is for. */
  @Test
  void rowsOfStepsAreClassified() throws IOException {
    PredictionRun run = run(List.of("good", "bad"), "classification", "json", "tokens", "class");
    run.write("a.txt", "A x\nb x\n\nc x\n");
    String[] settings = {"prediction.format=columns", "prediction.columns=1"};
    run.predict(settings);
    List<String> rows = run.text().lines().toList();
    assertThat(rows).hasSize(2);
    assertThat(JSON.readTree(rows.get(0)).get("class").asText())
        .isEqualTo(run.labels("a", "b").get(0));
    assertThat(texts(JSON.readTree(rows.get(0)).get("1"))).containsExactly("A", "b");
    assertThat(JSON.readTree(rows.get(1)).get("class").asText()).isEqualTo(run.labels("c").get(0));
    assertThatThrownBy(() -> run.predict(with(settings, "prediction.columns=3")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.txt: line 1 has 2 columns")
        .hasMessageEndingWith("set prediction.separator");
  }

  @Test
  void jsonLinesAndTextAreLabelled() throws IOException {
    PredictionRun run = run(List.of("N", "V"), "labelling", "json", "tokens", "labels");
    run.write(
        "a.jsonl",
        """
        {"tokens": ["A", "e"], "n": 1.50}
        {"tokens": "c d  e"}
        {"tokens": []}
        {"n": 2}
        """);
    Predictions found = run.predict();
    List<String> lines = run.text().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "{\"tokens\": [\"A\", \"e\"], \"n\": 1.50,\"row\":0,\"labels\":[\"%s\"]}"
                .formatted(String.join("\",\"", run.labels("a", "e"))));
    assertThat(texts(JSON.readTree(lines.get(1)).get("labels")))
        .isEqualTo(run.labels("c", "d", "e"));
    assertThat(JSON.readTree(lines.get(2)).get("labels")).isEmpty();
    assertThat(lines.get(3)).isEqualTo("{\"n\": 2,\"row\":3,\"labels\":[]}");
    assertThat(found.rows()).isEqualTo(4);
    assertThat(found.steps()).isEqualTo(5);

    run.write("b.jsonl", "{\"tokens\": [1]}\n{\"tokens\": 7}\nno json\n{\"tokens\": \"a\"}\n");
    assertThatThrownBy(run::predict)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("b.jsonl: row 0");
    assertThat(run.predict("prediction.malformed=skip").skipped()).isEqualTo(2);

    run.write("t/a.txt", "a b\r\n\nc\n");
    run.predict(
        "prediction.input=" + folder.resolve("in/t"),
        "prediction.format=text",
        "prediction.output-format=parquet");
    assertThat(run.table())
        .extracting(row -> row.getList(row.fieldIndex("labels")))
        .containsExactly(
            new ArrayList<>(run.labels("a", "b")), List.of(), new ArrayList<>(run.labels("c")));

    run.write("g.jsonl", "{\"tokens\": \"a\", \"labels\": [\"N\"]}\n");
    assertThatThrownBy(() -> run.predict("prediction.input=" + folder.resolve("in/g.jsonl")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a column labels of its own")
        .hasMessageContaining("prediction.prefix");
  }

  /** A row's labels and all their digits, whatever is beside it and wherever it is computed. */
  @Test
  void neitherMinibatchNorChunkNorClusterChangesABit() throws IOException {
    String[] training = {
      "task=labelling",
      "corpus.format=lines",
      "corpus.columns.input=1",
      "corpus.columns.target=2",
      "model.hidden-size=33"
    };
    PredictionRun run = new PredictionRun(folder, spark, List.of("N", "V", "O"), training);
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      lines.add(
          random
              .ints(random.nextInt(40), 'a', 'g')
              .mapToObj(Character::toString)
              .collect(Collectors.joining(" ")));
    }
    lines.removeIf(String::isEmpty);
    run.write("a.txt", String.join("\tx\n", lines) + "\n");
    String[] probabilities = {"prediction.probabilities=true"};
    run.predict(probabilities);
    String whole = run.text();
    assertThat(whole.lines()).hasSize(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      JsonNode row = JSON.readTree(whole.lines().toList().get(i));
      assertThat(row.get("1").asText()).isEqualTo(lines.get(i));
      assertThat(texts(row.get("labels"))).isEqualTo(run.labels(lines.get(i).split(" ")));
    }
    run.write("one/a.txt", lines.get(17) + "\tx\n");
    run.predict(with(probabilities, "prediction.input=" + folder.resolve("in/one")));
    assertThat(run.text())
        .isEqualTo(whole.lines().toList().get(17).replace("\"row\":17,", "\"row\":0,") + "\n");
    Files.delete(folder.resolve("in/one/a.txt"));
    run.predict(with(probabilities, "prediction.chunk-size=300"));
    assertThat(run.parts()).hasSizeGreaterThan(5);
    assertThat(run.text()).isEqualTo(whole);
    String alone =
        SparkFixture.withSession(
            "local[1]",
            Map.of("spark.default.parallelism", "7"),
            session -> {
              PredictionRun other =
                  new PredictionRun(folder, session, List.of("N", "V", "O"), training);
              other.predict(with(probabilities, "prediction.chunk-size=700"));
              return other.text();
            });
    assertThat(alone).isEqualTo(whole);
  }

  @Test
  void textsAreCutWhereTrainingCutThem() throws IOException {
    PredictionRun run =
        new PredictionRun(
            folder,
            spark,
            List.of("good", "bad"),
            "task=classification",
            "corpus.format=folders",
            "corpus.tokenizer=whitespace",
            "split.by=documents",
            "shards.sequence-length=3",
            "shards.longer=cut");
    run.write("x/a.txt", "a b\nc d e");
    run.write("x/b.txt", "a b");
    Predictions found = run.predict();
    assertThat(found.cut()).isEqualTo(1);
    assertThat(found.steps()).isEqualTo(5);
    List<String> rows = run.text().lines().toList();
    assertThat(JSON.readTree(rows.get(0)).get("class").asText())
        .isEqualTo(run.labels("a", "b", "c").get(0));
    assertThat(JSON.readTree(rows.get(0)).get("text").asText()).isEqualTo("a b\nc d e");
  }

  @Test
  void settingsThatDoNotGoWithTheModelAreRefused() {
    PredictionRun run = new PredictionRun(folder, spark, LABELS, CONLLU);
    refused(run, "prediction.columns is empty", "prediction.format=json");
    refused(run, "prediction.columns is", "prediction.format=text", "prediction.columns=a");
    refused(run, "must be one of id, form", "prediction.columns=word");
    refused(run, "prediction.probabilities is true", "prediction.probabilities=true");
    refused(run, "the label \"N x\" of the model has 2 parts", "prediction.label-columns=4,5,6");
  }

  /**
   * With a model that reads tokens.
   *
   * @param more settings of its training
   */
  private PredictionRun run(
      List<String> labels,
      String task,
      String format,
      String input,
      String target,
      String... more) {
    return numbers(null, labels, task, format, input, target, more);
  }

  /**
   * With a model that reads numbers.
   *
   * @param scaling null where it reads tokens
   * @param more settings of its training
   */
  private PredictionRun numbers(
      Scaling scaling,
      List<String> labels,
      String task,
      String format,
      String input,
      String target,
      String... more) {
    List<String> training = new ArrayList<>(List.of(more));
    training.add("task=" + task);
    training.add("corpus.format=" + format);
    training.add("corpus.columns.input=" + input);
    training.add("corpus.columns.target=" + target);
    if (scaling != null) {
      training.add("corpus.steps=numbers");
    }
    return new PredictionRun(folder, spark, scaling, labels, training.toArray(String[]::new));
  }

  private static void refused(PredictionRun run, String message, String... settings) {
    assertThatThrownBy(() -> run.predict(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private static String[] with(String[] settings, String more) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = more;
    return all;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
