package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.testing.Folders;
import org.ravel.testing.Pictures;
import org.ravel.testing.SparkFixture;
import org.ravel.testing.TinyConvolution;

/** From images to features to shards, by the commands. */
class FeaturesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images/more"));
    Files.write(folder.resolve("tiny.onnx"), TinyConvolution.file(true));
    byte[] picture = Pictures.counting();
    Files.write(images.resolveSibling("a.png"), picture);
    Files.write(images.resolve("b.png"), picture);
    // Cut off in the middle of its pixels.
    Files.write(images.resolve("c.png"), Arrays.copyOf(picture, picture.length - 28));
  }

  @Test
  void imagesBecomeFeaturesThatCaptionsAreLearnedFrom() throws IOException {
    Execution made =
        features("features.malformed=skip", "features.form=grid", "features.grid=[1,2]");
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.err())
        .contains(
            "left out: 1 image that cannot be read (features.malformed=skip)",
            "more/c.png is a damaged PNG",
            "2 images, each a grid of 1 × 2 vectors of 2 numbers");
    JsonNode facts = JSON.readTree(Files.readString(folder.resolve("out/features/_features.json")));
    assertThat(facts.get("images").asInt()).isEqualTo(2);
    assertThat(facts.at("/leftOut/0").asText()).contains("more/c.png is a damaged PNG");
    List<Row> rows =
        SparkFixture.session()
            .read()
            .parquet(folder.resolve("out/features").toString())
            .orderBy("image")
            .collectAsList();
    assertThat(rows).extracting(row -> row.getString(0)).containsExactly("a.png", "more/b.png");
    // Of 0 and 22, and of 0 and 30, see OnnxNetworkTest.
    for (Row row : rows) {
      assertThat(row.getList(1).toString())
          .isEqualTo("[WrappedArray(11.0, 8.0), WrappedArray(15.0, 12.0)]");
    }
    Files.writeString(
        folder.resolve("captions.tsv"),
        "a.png\ta thing\na.png\ta red thing\nmore/b.png\tanother\n");
    Execution prepared =
        Execution.of(
            Execution.with(
                List.of("prepare"),
                "task=captioning",
                "output=" + folder.resolve("out"),
                "corpus.input=" + folder.resolve("out/features"),
                "corpus.format=parquet",
                "corpus.steps=numbers",
                "corpus.columns.input=features",
                "corpus.captions.image=image",
                "corpus.captions.input=" + folder.resolve("captions.tsv"),
                "corpus.tokenizer=word",
                "split.validation=0",
                "split.test=0"));
    assertThat(prepared.exitCode()).as(prepared.err()).isZero();
    assertThat(prepared.err()).contains("2 examples of 4 steps", "2 numbers a step");
  }

  @Test
  void damagedImagesAreRefused() {
    Execution refused = features();
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
    assertThat(refused.error()).contains("more/c.png is a damaged PNG", "restore it");
    assertThat(Folders.names(folder.resolve("out"))).isEmpty();
  }

  /** Before Spark is started. */
  @Test
  void whatCannotWorkIsSaidAtOnce() {
    Execution noNetwork = Execution.of("features", "--input=" + folder.resolve("images"));
    assertThat(noNetwork.exitCode()).isEqualTo(2);
    assertThat(noNetwork.error()).contains("features.network.file is not set", "--network");
    Execution coarse = features("features.form=grid");
    assertThat(coarse.exitCode()).isEqualTo(2);
    assertThat(coarse.error()).contains("features.grid is 7 × 7, but the map", "2 × 2 places");
    Execution nothing = features("features.input=[]");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.error()).contains("features.input is empty but must name the files to read");
  }

  private Execution features(String... settings) {
    List<String> all =
        new ArrayList<>(List.of("features", "--network=" + folder.resolve("tiny.onnx")));
    List<String> own =
        new ArrayList<>(
            List.of(
                "output=" + folder.resolve("out"),
                "features.input=" + folder.resolve("images"),
                "features.network.output=map",
                "features.image.height=4",
                "features.image.width=4",
                "features.image.fit=stretch",
                "features.image.scale=1",
                "features.image.mean=[0,0,0]",
                "features.image.deviation=[1,1,1]"));
    own.addAll(List.of(settings));
    return Execution.of(Execution.with(all, own.toArray(String[]::new)));
  }
}
