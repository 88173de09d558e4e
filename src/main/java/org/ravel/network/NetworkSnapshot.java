package org.ravel.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Scopes;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * A network's layers and parameters at one time, as plain data: what is stored, and what travels to
 * those who predict. Each {@link #get()} makes a predictor of its own; all of them read the same
 * copy of the parameters in native memory, which is freed when nobody holds them or this any more.
 */
public final class NetworkSnapshot implements PredictorSource {
  private static final long serialVersionUID = 1L;

  private final String topology;
  private final float[] parameters;

  /** In native memory, for all predictors of this JVM; null before the first one. */
  private transient Parameters shared;

  /**
   * Layers with parameters.
   *
   * @param parameters in the order of {@link Topology#parameters}; not copied
   * @throws IllegalArgumentException if there are more or fewer
   */
  public NetworkSnapshot(Topology topology, float[] parameters) {
    long numbers = Parameters.numbers(topology.parameters());
    if (parameters.length != numbers) {
      throw new IllegalArgumentException(
          "there are %,d parameters for layers of %,d".formatted(parameters.length, numbers));
    }
    this.topology = NetworkJson.text(topology);
    this.parameters = parameters;
  }

  /** Layers with a copy of parameters, shape [1, parameters]. */
  public static NetworkSnapshot of(Topology topology, INDArray flat) {
    float[] copy = new float[Math.toIntExact(flat.length())];
    flat.data().asNioFloat().get(copy);
    return new NetworkSnapshot(topology, copy);
  }

  /**
   * The network on the line to another one of the same layers: (1 − share) · this + share · other.
   *
   * @throws IllegalArgumentException if the other has other layers
   */
  public NetworkSnapshot towards(NetworkSnapshot other, double share) {
    if (!topology.equals(other.topology)) {
      throw new IllegalArgumentException("the layers of the two networks differ");
    }
    float[] between = new float[parameters.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = (float) ((1 - share) * parameters[i] + share * other.parameters[i]);
    }
    return new NetworkSnapshot(topology(), between);
  }

  /** The layers. */
  public Topology topology() {
    return NetworkJson.topology(topology);
  }

  /** The layers in JSON. */
  public String description() {
    return topology;
  }

  /** The parameters in the order of {@link Topology#parameters}; not a copy. */
  public float[] parameters() {
    return parameters;
  }

  /** Shapes of the single parameters by name. */
  public Map<String, List<Long>> shapes() {
    return shapes(topology());
  }

  /** The same of layers without their numbers. */
  public static Map<String, List<Long>> shapes(Topology topology) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (ParameterShape shape : topology.parameters()) {
      shapes.put(shape.name(), List.of(shape.rows(), shape.columns()));
    }
    return shapes;
  }

  /** A copy of the parameters, shape [1, parameters]. */
  public INDArray flat() {
    return Nd4j.create(parameters, new long[] {1, parameters.length}, 'c');
  }

  /** A copy of the parameters by name. */
  public Parameters named() {
    return new Parameters(topology().parameters(), flat());
  }

  @Override
  public Predictor get() {
    return new NetworkPredictor(topology(), shared());
  }

  /** Predictors only read: the tasks of an executor need no copy each. */
  synchronized Parameters shared() {
    if (shared == null) {
      shared = Scopes.outsideWorkspaces(this::named);
    }
    return shared;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkSnapshot that
        && topology.equals(that.topology)
        && Arrays.equals(parameters, that.parameters);
  }

  @Override
  public int hashCode() {
    return 31 * topology.hashCode() + Arrays.hashCode(parameters);
  }
}
