package org.ravel.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.dl4j.Dl4jNetworks;
import org.ravel.network.Chain;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.head.SoftmaxLayer;

/** Small networks of every kind that the configuration can describe. */
public final class SmallNetworks {
  /** Widths that differ, so that a transposed matrix is noticed. */
  static final int EMBEDDING = 5;

  public static final int HIDDEN = 7;

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
        case STOCK_LSTM -> stock("lstm");
        case STOCK_ELMAN -> stock("elman");
      };
    }

    private static Map<String, String> stock(String cell) {
      return Map.of(
          "model.cell", cell,
          "training.engine", "dl4j",
          "training.kernels", "stock",
          "averaging.outer.step", "plain");
    }

    private boolean isStock() {
      return this == STOCK_LSTM || this == STOCK_ELMAN;
    }
  }

  public static NetworkSpecification specification(
      Variant variant, int vocabularySize, ISchedule rate, Map<String, String> further) {
    Map<String, String> settings = new LinkedHashMap<>(variant.settings());
    settings.put("model.embedding-size", Integer.toString(EMBEDDING));
    settings.put("model.hidden-size", Integer.toString(HIDDEN));
    settings.put("training.carry-state", "false");
    settings.putAll(further);
    RavelConfig config = ConfigLoader.load("test", "", settings).values();
    return NetworkSpecification.ofText(
        config.model(), vocabularySize, config.training(), rate, config.seed());
  }

  /** The layers that a specification says, as Deeplearning4j has them. */
  static MultiLayerNetwork build(
      Variant variant, int vocabularySize, ISchedule rate, Map<String, String> further) {
    return dl4j(specification(variant, vocabularySize, rate, further));
  }

  /** A network that Deeplearning4j trains, with its first parameters. */
  public static MultiLayerNetwork dl4j(NetworkSpecification specification) {
    return Dl4jNetworks.of(specification);
  }

  /** Untrained. */
  public static Network network(Variant variant, int layers, int vocabularySize) {
    NetworkSpecification specification =
        specification(
            variant,
            vocabularySize,
            new FixedSchedule(0.1),
            Map.of("model.layers", Integer.toString(layers)));
    return variant.isStock() ? Dl4jNetworks.network(specification) : specification.build();
  }

  /** A network's parameters in one of Deeplearning4j's, of small layers of that kind. */
  static MultiLayerNetwork asDl4j(Variant variant, NetworkSnapshot network) {
    return Dl4jNetworks.of(
        specification(
            variant,
            ((SoftmaxLayer) ((Chain) network.topology()).head()).classes(),
            new FixedSchedule(0.1),
            Map.of(
                "model.layers",
                Integer.toString(((Chain) network.topology()).layers().size() + 1))),
        network);
  }

  /** Untrained, with larger parameters, so that its predictions differ. */
  public static Predictor predictor(Variant variant, int layers, int vocabularySize) {
    Network network = network(variant, layers, vocabularySize);
    network.parameters().muli(3);
    return network.snapshot().get();
  }
}
