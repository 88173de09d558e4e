package org.ravel.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.SoftmaxLayer;

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
    Dl4jNetwork network = specification.dl4j();
    network.take(
        InitialParameters.draw(specification.model(), specification.chain(), specification.seed()));
    return Dl4jNetwork.of(network);
  }

  /** Untrained. */
  public static Network network(Variant variant, int layers, int vocabularySize) {
    return specification(
            variant,
            vocabularySize,
            new FixedSchedule(0.1),
            Map.of("model.layers", Integer.toString(layers)))
        .build();
  }

  /** A network's parameters in one of Deeplearning4j's, of small layers of that kind. */
  static MultiLayerNetwork asDl4j(Variant variant, NetworkSnapshot network) {
    Dl4jNetwork theirs =
        specification(
                variant,
                ((SoftmaxLayer) network.chain().head()).classes(),
                new FixedSchedule(0.1),
                Map.of("model.layers", Integer.toString(network.chain().layers().size() + 1)))
            .dl4j();
    theirs.take(network);
    return Dl4jNetwork.of(theirs);
  }

  /** Untrained, with larger parameters, so that its predictions differ. */
  public static Predictor predictor(Variant variant, int layers, int vocabularySize) {
    Network network = network(variant, layers, vocabularySize);
    network.parameters().muli(3);
    return network.snapshot().get();
  }
}
