package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ravel.training.TrainingFixture.randomText;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.RavelConfig;
import org.ravel.pipeline.Engines;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;

class TrainingGaugesIT {
  private static final Pattern GAUGE =
      Pattern.compile("metrics_.*_driver_ravel_(\\w+)_Value\\{type=\"gauges\"\\} (\\S+)");

  @TempDir Path folder;

  @Test
  void prometheusSeesTheTrainingWhileItRuns() {
    TrainingFixture fixture = new TrainingFixture(folder);
    RavelConfig config =
        fixture.config(
            Map.of(
                "training.minibatch-size", 4,
                "averaging.period", 3,
                "training.epochs", 1,
                "training.validation.every-rounds", 2));
    ShardSet shards = fixture.shards(config, randomText(1500, 3));
    Scraper scraper =
        SparkFixture.withSession(
            "local[2]",
            Map.of(
                "spark.ui.enabled", "true",
                "spark.ui.port", "0",
                "spark.metrics.namespace", "shakespeare",
                "spark.metrics.conf.*.sink.prometheusServlet.class",
                    "org.apache.spark.metrics.sink.PrometheusServlet",
                "spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus"),
            session -> train(session, config, shards));
    assertThat(scraper.rounds).hasSizeGreaterThan(4);
    for (int i = 0; i < scraper.rounds.size(); i++) {
      TrainingEvents.Round round = scraper.rounds.get(i);
      assertThat(scraper.scraped.get(i))
          .containsEntry("round", (double) round.round())
          .containsEntry("epoch", round.epoch())
          .containsEntry("loss", round.loss())
          .containsEntry(
              "driverReceivedBytes", (double) round.times().orElseThrow().driver().received())
          .containsEntry("tokensPerSecond", round.tokensPerSecond());
    }
    assertThat(scraper.scraped)
        .extracting(gauges -> gauges.get("validationLoss"))
        .startsWith(Double.NaN, Double.NaN, 1.5, 1.5, 1.7);
    assertThat(scraper.scraped)
        .extracting(gauges -> gauges.get("bestValidationLoss"))
        .startsWith(Double.NaN, Double.NaN, 1.5, 1.5, 1.5);
    assertThat(scraper.afterwards).isEmpty();
  }

  private static Scraper train(SparkSession session, RavelConfig config, ShardSet shards) {
    Scraper scraper = new Scraper(session.sparkContext().uiWebUrl().get());
    Iterator<Double> losses = List.of(1.5, 1.7, 1.4, 1.3, 1.2, 1.1, 1.0).iterator();
    Validator validator = network -> new Validator.Validation(OptionalDouble.of(losses.next()), "");
    Interruption interruption =
        new Interruption(TrainingFixture.checkpoints(config, "checkpoints"), () -> false);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    new Trainer(spark, config, Engines.of(config.training()), validator, scraper, interruption)
        .train(shards);
    scraper.afterwards = scraper.scrape();
    return scraper;
  }

  /** Reads the gauges in every round. */
  private static final class Scraper extends Recorder {
    private final List<Map<String, Double>> scraped = new ArrayList<>();
    private final URI address;
    private Map<String, Double> afterwards;

    Scraper(String ui) {
      this.address = URI.create(ui + "/metrics/prometheus/");
    }

    @Override
    public void round(Round round) {
      super.round(round);
      scraped.add(scrape());
    }

    private Map<String, Double> scrape() {
      Map<String, Double> gauges = new TreeMap<>();
      try (InputStream in = address.toURL().openStream()) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("metrics_shakespeare_driver_BlockManager");
        Matcher matcher = GAUGE.matcher(text);
        while (matcher.find()) {
          gauges.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return gauges;
    }
  }
}
