package org.ravel.network;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.ravel.kernel.Doubles;
import org.ravel.network.module.Activations;
import org.ravel.network.module.CurvedHead;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Batch;

/**
 * Gradients of a network's loss and products with its Gauss–Newton matrix, in double precision. The
 * matrix is G = Σ Jᵀ H J, where J is the derivative of the head's sums in the parameters and H the
 * second derivative of the nats in the sums (Schraudolph 2002). The product G v is made from right
 * to left. J v is the central difference of two ways forward, at θ ± ε v: it holds for any module,
 * and in double precision to some nine digits. Jᵀ is the way back.
 *
 * <p>All rows begin with the state zero, and nothing is dropped. Belongs to one thread.
 */
public final class GaussNewton implements AutoCloseable {
  /** Mean distance of a parameter, from where a difference is taken. */
  private static final double DISTANCE = 1e-5;

  private final Parameters values;
  private final Parameters gradients;
  private final RunningStack stack;
  private final CurvedHead head;
  private double[] at;

  /**
   * Opens a network, with parameters that are zero.
   *
   * @throws IllegalArgumentException if its head's loss is not convex in sums
   */
  public GaussNewton(Chain topology) {
    values = Parameters.zero(topology.parameters(), DataType.DOUBLE);
    gradients = Parameters.zero(topology.parameters(), DataType.DOUBLE);
    RunningChain running = topology.open(values, gradients);
    stack = running.stack();
    if (!(running.head() instanceof CurvedHead curved)) {
      throw new IllegalArgumentException(
          "a network with the head %s has no Gauss–Newton matrix".formatted(topology.head()));
    }
    head = curved;
    at = new double[Math.toIntExact(values.flat().length())];
  }

  /** Sets the parameters. */
  public void moveTo(double[] parameters) {
    at = parameters.clone();
    Doubles.write(at, values.flat());
  }

  /** The nats of a batch, summed over the targets that count. */
  @SuppressWarnings("try") // the workspace's effect is that it is there
  public double nats(Batch batch) {
    try (MemoryWorkspace ignored = Workspace.enter()) {
      return head.train(forward(batch), batch.targets(), 0).nats();
    }
  }

  /**
   * Adds the gradient of a batch's summed nats.
   *
   * @param sum added to
   * @return the nats
   */
  @SuppressWarnings("try") // as above
  public double addGradient(Batch batch, double[] sum) {
    try (MemoryWorkspace ignored = Workspace.enter()) {
      gradients.flat().assign(0);
      var result = head.train(forward(batch), batch.targets(), 1);
      stack.backward(result.inputGradient());
      addGradients(sum);
      return result.nats();
    }
  }

  /**
   * Adds the product of a batch's Gauss–Newton matrix and a vector.
   *
   * @param structural μ: to the matrix are added μ Σ Dᵀ D, where D is the derivative of what the
   *     recurrent layers give (structural damping, Martens and Sutskever 2011)
   * @param sum added to
   */
  @SuppressWarnings("try") // as above
  public void addProduct(Batch batch, double[] vector, double structural, double[] sum) {
    double length = Math.sqrt(Doubles.dot(vector, 0, vector, 0, vector.length));
    if (length == 0) {
      return;
    }
    double distance = DISTANCE * Math.sqrt(vector.length) / length;
    try (MemoryWorkspace ignored = Workspace.enter()) {
      Seen ahead = seen(batch, vector, distance);
      Seen behind = seen(batch, vector, -distance);
      Doubles.write(at, values.flat());
      gradients.flat().assign(0);
      Activations activations = forward(batch);
      double[] directions = difference(ahead.sums, behind.sums, 2 * distance);
      head.curve(head.sums(activations), directions, batch.targets());
      stack.backward(
          head.backward(activations, directions),
          (gradient, layer) -> {
            if (structural > 0 && stack.isRecurrent(layer)) {
              double[] further =
                  difference(ahead.outputs.get(layer), behind.outputs.get(layer), 2 * distance);
              Doubles.scale(further, structural);
              Doubles.add(further, gradient);
            }
          });
      addGradients(sum);
    }
  }

  private Activations forward(Batch batch) {
    return stack.forward(batch.read(), HiddenState.zero(), new Pass(true, null));
  }

  private Seen seen(Batch batch, double[] vector, double distance) {
    double[] there = at.clone();
    Doubles.addScaled(there, 0, distance, vector, 0, there.length);
    Doubles.write(there, values.flat());
    Map<Integer, double[]> outputs = new HashMap<>();
    Activations activations =
        stack.forward(
            batch.read(),
            HiddenState.zero(),
            new Pass(true, null),
            (output, layer) -> {
              if (stack.isRecurrent(layer)) {
                outputs.put(layer, Doubles.read(output));
              }
            });
    return new Seen(head.sums(activations), outputs);
  }

  private static double[] difference(double[] ahead, double[] behind, double distance) {
    double[] difference = new double[ahead.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = (ahead[i] - behind[i]) / distance;
    }
    return difference;
  }

  private void addGradients(double[] sum) {
    double[] ofBatch = Doubles.read(gradients.flat());
    Doubles.addScaled(sum, 0, 1, ofBatch, 0, sum.length);
  }

  /** Frees native memory. To be called on the thread that used it. */
  @Override
  public void close() {
    stack.close();
    head.close();
    values.flat().close();
    gradients.flat().close();
    Workspace.release();
  }

  /** What a way forward has come to: sums of the head, and what the recurrent layers gave. */
  private record Seen(double[] sums, Map<Integer, double[]> outputs) {}
}
