package org.ravel.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.ModelDescription;
import org.ravel.model.NetworkEnds;
import org.ravel.model.NetworkInput;
import org.ravel.model.NetworkSpecification;
import org.ravel.model.TrainedModel;
import org.ravel.network.Network;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Values;
import org.ravel.storage.Storage;

/** Predicts for what lies in a folder's {@code in}, with a small network that was not trained. */
final class PredictionRun {
  private static final String TOKENS =
      """
      {"format":1,"tokenizer":"whitespace","lowerCase":true,"documents":"none","size":6}
      ["<unk>",1]
      ["a",5]
      ["b",4]
      ["c",3]
      ["d",2]
      ["e",1]
      """;

  private final Path folder;
  private final SparkSession spark;
  private final TrainedModel model;

  /**
   * With a model.
   *
   * @param labels that it predicts
   * @param training settings of its training
   */
  PredictionRun(Path folder, SparkSession spark, List<String> labels, String... training) {
    this(folder, spark, null, labels, training);
  }

  /**
   * With a model.
   *
   * @param scaling of the numbers that it reads; null where it reads tokens
   */
  PredictionRun(
      Path folder, SparkSession spark, Scaling scaling, List<String> labels, String... training) {
    this.folder = folder;
    this.spark = spark;
    ConfigLoader.Loaded config =
        ConfigLoader.load(
            "test",
            "",
            settings(
                Stream.concat(
                        Stream.of(
                            "model.bidirectional=true",
                            "model.embedding-size=5",
                            "model.hidden-size=7"),
                        Arrays.stream(training))
                    .toArray(String[]::new)));
    boolean steps = config.values().task() == Task.LABELLING;
    StringBuilder names =
        new StringBuilder(
            "{\"format\":1,\"labels\":true,\"tokenizer\":\"whitespace\",\"lowerCase\":false,\"documents\":\"none\",\"size\":%d}\n"
                .formatted(labels.size()));
    labels.forEach(label -> names.append("[\"%s\",1]\n".formatted(label)));
    Network untrained =
        new NetworkSpecification(
                config.values().model(),
                new NetworkEnds(
                    scaling == null
                        ? new NetworkInput.OfTokens(6, 0)
                        : new NetworkInput.OfNumbers(scaling.width()),
                    steps ? Alignment.SAME_STEP : Alignment.WHOLE,
                    labels.size()),
                config.values().training(),
                new FixedSchedule(0.1),
                7)
            .build();
    untrained.parameters().muli(3);
    Vocabulary tokens = scaling == null ? vocabulary("tokens", TOKENS) : null;
    Vocabulary classes = vocabulary("labels", names.toString());
    ModelDescription description =
        ModelDescription.of(
            "",
            "",
            0,
            new ModelDescription.ModelVocabularies(tokens, null, scaling, null, null, classes),
            "",
            new ModelDescription.TrainingCourse(1, 0, 0, OptionalDouble.empty()),
            Map.of(),
            null);
    model =
        new TrainedModel(
            untrained.snapshot(), tokens, null, null, classes, description, config.text());
    untrained.close();
  }

  private Vocabulary vocabulary(String name, String text) {
    try {
      Path file = Files.writeString(folder.resolve(name + ".jsonl"), text);
      return Vocabulary.read(
          new Storage(new Configuration()), new org.apache.hadoop.fs.Path(file.toUri()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String setting : settings) {
      all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    return all;
  }

  /** Predicts into {@code out}. */
  Predictions predict(String... settings) {
    Map<String, String> all = settings("prediction.input=" + folder.resolve("in").toUri());
    all.putAll(settings(settings));
    FileUtil.fullyDelete(output().toFile());
    output().toFile().mkdirs();
    RavelConfig config = ConfigLoader.load("test", "", all).values();
    return new RowPrediction(
            new Storage(spark.sparkContext().hadoopConfiguration()),
            config.prediction(),
            config.decoding().seeded(config.seed()),
            model)
        .write(spark, new org.apache.hadoop.fs.Path(output().toUri()));
  }

  /** What the network says of tokens by themselves, in a shape of their own. */
  List<String> labels(String... tokens) {
    return labels(Field.of(Arrays.stream(tokens).mapToInt(model.vocabulary()::id).toArray()));
  }

  /** The same of scaled numbers, step by step. */
  List<String> labels(int width, float... numbers) {
    Values.OfReals read = new Values.OfReals(width, numbers);
    return labels(Batch.inputs(List.of(List.of(read)), read.steps()));
  }

  private List<String> labels(Steps read) {
    List<String> labels = new ArrayList<>();
    try (Predictor alone = model.network().get();
        Categorical prediction = alone.predict(read, alone.start())) {
      boolean steps = model.configuration().contains("task=labelling");
      for (int step = 0; step < (steps ? read.steps() : 1); step++) {
        labels.add(model.labels().token(prediction.best(0, step)));
      }
    }
    return labels;
  }

  void write(String file, String text) throws IOException {
    Path path = folder.resolve("in").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  Path output() {
    return folder.resolve("out");
  }

  List<Path> parts() {
    try (Stream<Path> files = Files.list(output())) {
      return files.filter(f -> f.getFileName().toString().startsWith("part-")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All parts one behind the other. */
  String text() {
    StringBuilder text = new StringBuilder();
    try {
      for (Path part : parts()) {
        text.append(Files.readString(part, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The rows of a table of Parquet. */
  List<Row> table() {
    List<Row> rows = new ArrayList<>();
    parts()
        .forEach(
            part -> rows.addAll(spark.read().parquet(part.toUri().toString()).collectAsList()));
    return rows;
  }
}
