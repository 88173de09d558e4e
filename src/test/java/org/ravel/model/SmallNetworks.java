package org.ravel.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.network.Predictor;

/** Small networks of every kind that the configuration can describe. */
public final class SmallNetworks {
  /** Widths that differ, so that a transposed matrix is noticed. */
  static final int EMBEDDING = 5;

  static final int HIDDEN = 7;

  private SmallNetworks() {}

  /** A recurrent layer and whose it is. */
  public enum Variant {
    LSTM,
    PEEPHOLES,
    GRU_BEFORE,
    GRU_AFTER,
    ELMAN,
    STOCK_LSTM,
    STOCK_ELMAN;

    private Map<String, String> settings() {
      return switch (this) {
        case LSTM -> Map.of("model.cell", "lstm");
        case PEEPHOLES -> Map.of("model.cell", "lstm", "model.lstm.peepholes", "true");
        case GRU_BEFORE -> Map.of("model.cell", "gru", "model.gru.reset", "before");
        case GRU_AFTER -> Map.of("model.cell", "gru", "model.gru.reset", "after");
        case ELMAN -> Map.of("model.cell", "elman");
        case STOCK_LSTM -> Map.of("model.cell", "lstm", "training.kernels", "stock");
        case STOCK_ELMAN -> Map.of("model.cell", "elman", "training.kernels", "stock");
      };
    }
  }

  static NetworkSpecification specification(
      Variant variant, int vocabularySize, ISchedule rate, Map<String, String> further) {
    Map<String, String> settings = new LinkedHashMap<>(variant.settings());
    settings.put("model.embedding-size", Integer.toString(EMBEDDING));
    settings.put("model.hidden-size", Integer.toString(HIDDEN));
    settings.put("training.carry-state", "false");
    settings.putAll(further);
    RavelConfig config = ConfigLoader.load("test", "", settings).values();
    return new NetworkSpecification(
        config.model(), vocabularySize, config.training(), rate, config.seed());
  }

  /** The layers that a specification says. */
  static MultiLayerNetwork build(
      Variant variant, int vocabularySize, ISchedule rate, Map<String, String> further) {
    return Dl4jNetwork.of(specification(variant, vocabularySize, rate, further).build());
  }

  /** Untrained. */
  public static MultiLayerNetwork network(Variant variant, int layers, int vocabularySize) {
    return build(
        variant,
        vocabularySize,
        new FixedSchedule(0.1),
        Map.of("model.layers", Integer.toString(layers)));
  }

  /** Untrained, with larger parameters, so that its predictions differ. */
  public static Predictor predictor(Variant variant, int layers, int vocabularySize) {
    MultiLayerNetwork network = network(variant, layers, vocabularySize);
    network.params().muli(3);
    return new Dl4jPredictor(network);
  }
}
