package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.grammar.OpposedSeries;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.Preparation;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;

/** Trainings of networks that know which series a window is of. */
class SeriesEmbeddingIT {
  @TempDir private Path folder;

  /** The windows that are read as if their series was unknown are drawn anew from the round on. */
  @Test
  void aTrainingThatIsStoppedAgainAndAgainComesToTheSameBits() throws IOException {
    Files.writeString(folder.resolve("series.csv"), new OpposedSeries(2, 3, 60).text());
    RavelConfig config = config(2, 0.3);
    Storage storage = new Storage(new Configuration());
    new Preparation(SparkFixture.session(), storage, config, "", true).run();
    ShardSet shards = ShardSet.open(storage, config.shards().path());
    Recorder calm = TrainingFixture.train(config, shards);
    int table = 4 * 2;
    assertThat(calm.parameters)
        .hasSize(TrainingFixture.train(config(0, 0.3), shards).parameters.length + table + 2 * 4)
        .isNotEqualTo(TrainingFixture.train(config(2, 0.4), shards).parameters);
    Recorder last = TrainingFixture.trainWithStops(config, shards, Optional.empty(), 1);
    assertThat(last.parameters).isEqualTo(calm.parameters);
  }

  private RavelConfig config(int size, double dropout) {
    Map<String, String> all = new HashMap<>();
    all.put("task", "forecasting");
    all.put("corpus.input", folder.resolve("series.csv").toString());
    all.put("corpus.format", "csv");
    all.put("corpus.steps", "numbers");
    all.put("corpus.columns.target", "value");
    all.put("corpus.columns.sequence", "series");
    all.put("corpus.columns.time", "time");
    all.put("forecasting.context", "3");
    all.put("shards.sequence-length", "4");
    all.put("output", folder.resolve("out").toString());
    all.put("model.cell", "elman");
    all.put("model.hidden-size", "4");
    all.put("model.series-embedding.size", Integer.toString(size));
    all.put("model.series-embedding.dropout", Double.toString(dropout));
    all.put("training.minibatch-size", "5");
    all.put("training.epochs", "2");
    all.put("averaging.workers", "2");
    all.put("averaging.period", "2");
    return ConfigLoader.load("test", "", all).values();
  }
}
