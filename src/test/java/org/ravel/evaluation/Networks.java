package org.ravel.evaluation;

import java.util.Map;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.ModelConfig;
import org.ravel.config.RavelConfig;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;

/** Small networks that were not trained, made larger so that they have opinions. */
public final class Networks {
  private Networks() {}

  public static NetworkSnapshot of(ModelConfig.CellKind cell, int vocabularySize, long seed) {
    Network network = network(cell, vocabularySize, seed);
    network.parameters().muli(4);
    return network.snapshot();
  }

  public static Predictor lstm(int vocabularySize, long seed) {
    return of(ModelConfig.CellKind.LSTM, vocabularySize, seed).get();
  }

  /** All logits are 0. */
  public static NetworkSnapshot uniform(int vocabularySize) {
    Network network = network(ModelConfig.CellKind.LSTM, vocabularySize, 1);
    network.parameters().assign(0);
    return network.snapshot();
  }

  /** All logits are not numbers: a training that went wrong. */
  public static NetworkSnapshot diverged(int vocabularySize) {
    Network network = network(ModelConfig.CellKind.LSTM, vocabularySize, 1);
    network.parameters().assign(Float.NaN);
    return network.snapshot();
  }

  private static Network network(ModelConfig.CellKind cell, int vocabularySize, long seed) {
    RavelConfig config =
        ConfigLoader.load(
                "test",
                "",
                Map.of(
                    "model.cell", cell.name(),
                    "model.embedding-size", "5",
                    "model.hidden-size", "7"))
            .values();
    return NetworkSpecification.ofText(
            config.model(), vocabularySize, config.training(), new FixedSchedule(0.1), seed)
        .build();
  }
}
