package org.ravel.evaluation;

import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.ModelConfig;
import org.ravel.config.RavelConfig;
import org.ravel.model.NetworkBytes;
import org.ravel.model.NetworkSpecification;
import org.ravel.model.SequencePredictor;

/** Small networks that were not trained, made larger so that they have opinions. */
public final class Networks {
  private Networks() {}

  public static NetworkBytes of(ModelConfig.Cell cell, int vocabularySize, long seed) {
    MultiLayerNetwork network = network(cell, vocabularySize, seed);
    network.params().muli(4);
    return NetworkBytes.of(network);
  }

  public static SequencePredictor lstm(int vocabularySize, long seed) {
    return of(ModelConfig.Cell.LSTM, vocabularySize, seed).get();
  }

  /** All logits are 0. */
  public static NetworkBytes uniform(int vocabularySize) {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, vocabularySize, 1);
    network.setParams(Nd4j.zeros(1, network.numParams()));
    return NetworkBytes.of(network);
  }

  /** All logits are not numbers: a training that went wrong. */
  public static NetworkBytes diverged(int vocabularySize) {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, vocabularySize, 1);
    network.setParams(Nd4j.valueArrayOf(new long[] {1, network.numParams()}, Float.NaN));
    return NetworkBytes.of(network);
  }

  private static MultiLayerNetwork network(ModelConfig.Cell cell, int vocabularySize, long seed) {
    RavelConfig config =
        ConfigLoader.load(
                "test",
                "",
                Map.of(
                    "model.cell", cell.name(),
                    "model.embedding-size", "5",
                    "model.hidden-size", "7"))
            .values();
    return new NetworkSpecification(
            config.model(), vocabularySize, config.training(), new FixedSchedule(0.1), seed)
        .build();
  }
}
