package org.ravel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Batch;

/** What a network's gradients are held against: differences of its loss, in double precision. */
final class Differences {
  private static final double STEP = 1e-5;

  private Differences() {}

  /** A wrong gradient of any single parameter shows along every direction. */
  public static void requireThoseOf(Topology network, Batch batch) {
    requireThoseOf(network, batch, running -> 0);
  }

  /**
   * The same.
   *
   * @param penalty what is added to the mean loss, but not reported
   */
  static void requireThoseOf(Topology network, Batch batch, ToDoubleFunction<Running> penalty) {
    Parameters values = random(network, DataType.DOUBLE);
    INDArray flat = values.flat();
    Parameters gradients = Parameters.zero(network.parameters(), DataType.DOUBLE);
    Random random = new Random(9);
    try (Running running = Running.of(network, values, gradients)) {
      loss(running, batch);
      INDArray found = gradients.flat().dup();
      INDArray start = flat.dup();
      for (int direction = 0; direction < 12; direction++) {
        INDArray along = Nd4j.create(random.doubles(flat.length(), -1, 1).toArray());
        INDArray step = along.reshape(flat.shape()).mul(STEP);
        flat.assign(start.add(step));
        double above = loss(running, batch) / batch.counted() + penalty.applyAsDouble(running);
        flat.assign(start.sub(step));
        double below = loss(running, batch) / batch.counted() + penalty.applyAsDouble(running);
        assertThat(found.mul(step).sumNumber().doubleValue() / STEP)
            .as("gradient along direction %d", direction)
            .isCloseTo((above - below) / (2 * STEP), within(1e-6));
      }
    }
  }

  public static Parameters random(Topology network, DataType type) {
    Parameters values = Parameters.zero(network.parameters(), type);
    Random random = new Random(7);
    for (long i = 0; i < values.flat().length(); i++) {
      values.flat().putScalar(i, random.nextGaussian());
    }
    return values;
  }

  /** The same numbers are dropped each time. */
  public static double loss(Running running, Batch batch) {
    return running.train(batch, HiddenState.zero(), new SplittableRandom(3), null);
  }
}
