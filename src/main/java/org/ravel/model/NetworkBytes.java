package org.ravel.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.util.ModelSerializer;
import org.ravel.network.Network;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;

/** A network as it travels to executors; each {@link #get()} makes a predictor of its own. */
public final class NetworkBytes implements PredictorSource {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private NetworkBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The network's layers and parameters as they are now, without the updater's state. */
  public static NetworkBytes of(Network network) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(Dl4jNetwork.of(network), out, false);
    } catch (IOException e) {
      throw new UncheckedIOException("a network must fit into memory twice", e);
    }
    return new NetworkBytes(out.toByteArray());
  }

  @Override
  public Predictor get() {
    try {
      return new Dl4jPredictor(
          ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes), false));
    } catch (IOException e) {
      throw new UncheckedIOException("a network that was written must be readable", e);
    }
  }
}
