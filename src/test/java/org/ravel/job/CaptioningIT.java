package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.config.DecodingConfig;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.Split;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.evaluation.unit.UnitSums;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.testing.NpyArray;
import org.ravel.testing.SparkFixture;

/** Features and captions from a file to a report, by the commands. */
class CaptioningIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void picturesAreDescribed() throws IOException {
    Execution sample =
        Execution.of(
            "sample-corpus",
            "--task=captioning",
            "--sequences=800",
            folder.resolve("in/pictures.json").toString());
    assertThat(sample.exitCode()).as(sample.err()).isZero();
    assertThat(succeeds("prepare").err())
        .contains("8 numbers a step, of targets 12", " examples of ");
    assertThat(succeeds("train").err())
        .contains("GRU, decoder 1 × 48 units, additive attention, dense 24 tanh");
    String out = succeeds("evaluate").out();
    JsonNode report = JSON.readTree(Files.readString(folder.resolve("out/report/report.json")));
    assertThat(report.at("/figures/0/name").asText()).isEqualTo("BLEU-4");
    assertThat(report.at("/scores/bleu4").asDouble()).isGreaterThan(90);
    JsonNode baselines = report.get("baselines");
    assertThat(baselines).extracting(one -> one.get("name").asText()).hasSize(3);
    // Pictures of the same things are near: the same caption fits none of them but its own.
    assertThat(baselines.at("/0/scores/bleu4").asDouble())
        .isLessThan(baselines.at("/1/scores/bleu4").asDouble());
    assertThat(report.at("/scores/bleu4").asDouble())
        .isGreaterThan(baselines.at("/2/scores/bleu4").asDouble());
    assertThat(report.at("/random/0/image").asText()).startsWith("picture-");
    assertThat(report.at("/random/0/references")).hasSize(2);
    // A weight for each of the four places, for each token that was written.
    JsonNode looked = report.at("/random/0/looked");
    assertThat(looked.get("weights")).hasSameSizeAs(looked.get("output"));
    assertThat(looked.at("/weights/0")).hasSize(4);
    assertThat(looked.get("output")).last().extracting(JsonNode::asText).isEqualTo("<eos>");
    assertThat(out).containsPattern("BLEU-1 +[0-9.]+").contains("consensus of the 60 nearest");
    assertThat(Files.readString(folder.resolve("out/report/report.html")))
        .contains("<h2>Captions</h2>", "<h2>Worst captions</h2>", "always the same caption");
    sumsOfImagesAreThoseOfTheReport(report);
    writesCaptions();
    refusesWhatDoesNotFitTheModel();
    assertThat(fails(2, "generate")).contains("task is captioning", "predict");
    furtherPicturesAreAdded();
  }

  /** As the gate takes them, image by image. */
  private void sumsOfImagesAreThoseOfTheReport(JsonNode report) {
    Storage storage = new Storage(new Configuration());
    ShardSet shards = ShardSet.open(storage, folder.resolve("out/shards").toString());
    TrainedModel model =
        new ModelStore(storage)
            .load(new org.apache.hadoop.fs.Path(folder.resolve("out/model").toUri()));
    DecodingConfig decoding = ConfigLoader.load("test", "", Map.of()).values().decoding();
    Evaluator evaluator =
        new Evaluator(
            JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext()),
            new EvaluationSettings(false, 8, 16, null).decoding(decoding.seeded(1)));
    UnitMetrics metrics = evaluator.metrics(shards, EnumSet.of(Metric.CIDER));
    UnitSums images = evaluator.unitSums(model.predictors(), shards, Split.TEST, metrics);
    assertThat(images.pieces()).isEqualTo(report.at("/written/images").asInt());
    double[] total = images.total();
    assertThat(metrics.statistic(Metric.BLEU).of(total))
        .isCloseTo(report.at("/scores/bleu4").asDouble(), within(1e-9));
    assertThat(metrics.statistic(Metric.CIDER).of(total))
        .isCloseTo(report.at("/scores/cider").asDouble(), within(1e-9));
  }

  /** With the vocabulary and the scaling that the shards have. */
  private void furtherPicturesAreAdded() {
    Execution more =
        Execution.of(
            "sample-corpus",
            "--task=captioning",
            "--sequences=40",
            "--seed=9",
            folder.resolve("in/more.json").toString());
    assertThat(more.exitCode()).as(more.err()).isZero();
    Execution added = execute("prepare", "--incremental");
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(added.err())
        .containsPattern("its targets: [0-9,]+ tokens, 0\\.00 % unknown \\(0\\.00 % when the")
        .containsPattern("divergence 0\\.00[0-9]+ bits")
        .contains("added generation 2");
  }

  /** Of an array of NumPy, after a training on JSON. */
  private void writesCaptions() throws IOException {
    NpyArray.write(
        folder.resolve("new.npy"),
        "<f4",
        "(1, 2, 8)",
        // A red circle and a blue star.
        new double[] {1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0});
    Execution prediction =
        predict("new.npy", "captions", "decoding.beam=2", "decoding.candidates=2");
    assertThat(prediction.exitCode()).as(prediction.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.resolve("captions"), "part-*")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          rows.add(JSON.readTree(line));
        }
      }
    }
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("caption").asText())
        .isIn("a red circle and a blue star", "a blue star and a red circle");
    assertThat(rows.get(0).get("score").asDouble()).isNegative();
    assertThat(rows.get(0).get("candidates")).hasSize(2);
    assertThat(rows.get(0).at("/candidates/0/caption")).isEqualTo(rows.get(0).get("caption"));
  }

  /** Before or while the images are read. */
  private void refusesWhatDoesNotFitTheModel() throws IOException {
    NpyArray.write(folder.resolve("wide.npy"), "<f4", "(1, 1, 9)", new double[9]);
    Execution wide = predict("wide.npy", "none");
    assertThat(wide.exitCode()).as(wide.err()).isEqualTo(3);
    assertThat(wide.error())
        .contains("wide.npy", "has steps of 9 numbers, but the model reads steps of 8");
    for (String setting :
        List.of("prediction.alignments=pharaoh", "decoding.replace-unknown=true")) {
      Execution refused = predict("new.npy", "none", setting);
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.error()).contains(setting.replace("=", " is "));
    }
  }

  private Execution predict(String input, String output, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "predict",
                "--model=" + folder.resolve("out/model"),
                "--input=" + folder.resolve(input),
                "--output=" + folder.resolve(output),
                "--set=prediction.format=npy"));
    for (String setting : settings) {
      all.add("--set=" + setting);
    }
    return Execution.of(all);
  }

  private Execution succeeds(String command) {
    Execution execution = execute(command);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private String fails(int code, String command, String... arguments) {
    Execution execution = execute(command, arguments);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution.error();
  }

  private Execution execute(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    for (String setting :
        List.of(
            "task=captioning",
            "output=" + folder.resolve("out"),
            "corpus.input=" + folder.resolve("in"),
            "corpus.format=json",
            "corpus.steps=numbers",
            "corpus.columns.input=features",
            "corpus.columns.target=captions",
            "corpus.captions.image=image",
            "corpus.tokenizer=word",
            "shards.sequence-length=10",
            "model.cell=gru",
            "model.embedding-size=16",
            "model.hidden-size=48",
            "model.decoder.attention=additive",
            "model.dense.sizes=[24]",
            "training.minibatch-size=16",
            "training.epochs=14",
            "training.updater.learning-rate=0.01",
            "averaging.period=4")) {
      all.add("--set=" + setting);
    }
    all.addAll(List.of(arguments));
    return Execution.of(all);
  }
}
