package org.ravel.training.state;

import java.io.DataInput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How many numbers each array of an engine's state has. The arrays follow one another in a
 * checkpoint in the order in which they are here.
 *
 * @param parameters of the network
 * @param updater of its updater, where that is averaged
 * @param momentum of the outer step
 * @param mean of the parameters over rounds; without numbers where there is none
 * @param workers what each keeps for itself
 */
public record StateShape(
    int parameters, int updater, int momentum, MeanShape mean, List<WorkerShape> workers) {

  public StateShape {
    requireLength("parameters", parameters);
    requireLength("updater", updater);
    requireLength("momentum", momentum);
    if (mean.parameters != 0 && mean.parameters != parameters) {
      throw new IllegalArgumentException(
          "the mean has %d numbers, but must have 0 or %d".formatted(mean.parameters, parameters));
    }
    workers = List.copyOf(workers);
  }

  /**
   * A mean's numbers.
   *
   * @param parameters how many
   * @param weight of all rounds in it
   */
  record MeanShape(int parameters, double weight) {

    MeanShape {
      requireLength("mean", parameters);
      if (!(weight >= 0 && Double.isFinite(weight) && (weight > 0) == (parameters > 0))) {
        throw new IllegalArgumentException(
            "a mean of %d numbers has the weight %s, which must be finite, and 0 only without numbers"
                .formatted(parameters, weight));
      }
    }
  }

  /**
   * A worker's arrays.
   *
   * @param updater of its own updater
   * @param layers by layer of the network, its hidden states by name
   */
  record WorkerShape(int updater, List<Map<String, Integer>> layers) {

    WorkerShape {
      requireLength("updater", updater);
      for (Map<String, Integer> arrays : layers) {
        arrays.forEach(
            (name, length) -> requireLength(name, Objects.requireNonNullElse(length, -1)));
      }
    }
  }

  private static void requireLength(String name, int length) {
    if (length < 0) {
      throw new IllegalArgumentException(
          "%s has %d numbers, but must have 0 or more".formatted(name, length));
    }
  }

  public static StateShape of(EngineState state) {
    return new StateShape(
        state.model().parameters().size(),
        state.model().updater().size(),
        state.delta().size(),
        new MeanShape(state.mean().parameters().size(), state.mean().weight()),
        state.workers().stream()
            .map(
                worker ->
                    new WorkerShape(
                        worker.updater().size(),
                        worker.recurrent().layers().stream().map(StateShape::sizes).toList()))
            .toList());
  }

  private static Map<String, Integer> sizes(Map<String, Floats> arrays) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    arrays.forEach((name, array) -> sizes.put(name, array.size()));
    return sizes;
  }

  /** Whether a state of this shape is one of an engine that has the other one's. */
  public boolean fits(StateShape other) {
    // The mean and what workers keep for themselves are empty at the start.
    return parameters == other.parameters
        && updater == other.updater
        && momentum == other.momentum
        && workers.size() == other.workers.size();
  }

  /** Numbers of all arrays. */
  public long numbers() {
    long sum = (long) parameters + updater + momentum + mean.parameters();
    for (WorkerShape worker : workers) {
      sum += worker.updater();
      for (Map<String, Integer> layer : worker.layers()) {
        sum += layer.values().stream().mapToLong(Integer::longValue).sum();
      }
    }
    return sum;
  }

  /** Writes a state of this shape. */
  public static void write(EngineState state, OutputStream out) throws IOException {
    state.model().parameters().writeTo(out);
    state.model().updater().writeTo(out);
    state.delta().writeTo(out);
    state.mean().parameters().writeTo(out);
    for (WorkerState worker : state.workers()) {
      worker.updater().writeTo(out);
      for (Map<String, Floats> layer : worker.recurrent().layers()) {
        for (Floats array : layer.values()) {
          array.writeTo(out);
        }
      }
    }
  }

  /** Reads a state of this shape. */
  public EngineState read(DataInput in) throws IOException {
    ModelState model = new ModelState(Floats.read(in, parameters), Floats.read(in, updater));
    Floats delta = Floats.read(in, momentum);
    ParameterMean rounds = new ParameterMean(Floats.read(in, mean.parameters()), mean.weight());
    List<WorkerState> states = new ArrayList<>();
    for (WorkerShape worker : workers) {
      Floats own = Floats.read(in, worker.updater());
      List<Map<String, Floats>> layers = new ArrayList<>();
      for (Map<String, Integer> layer : worker.layers()) {
        Map<String, Floats> arrays = new TreeMap<>();
        for (Map.Entry<String, Integer> array : layer.entrySet()) {
          arrays.put(array.getKey(), Floats.read(in, array.getValue()));
        }
        layers.add(arrays);
      }
      states.add(new WorkerState(new RecurrentState(layers), own));
    }
    return new EngineState(model, delta, states, rounds);
  }
}
