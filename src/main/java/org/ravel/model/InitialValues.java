package org.ravel.model;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.ravel.config.InitialisationConfig;
import org.ravel.config.InitialisationConfig.Biases;
import org.ravel.config.InitialisationConfig.RecurrentWeights;

/**
 * Draws parameters before training, as plain arrays. Each array follows from the seed and its own
 * name alone, so that a choice for one leaves the others as they were.
 */
final class InitialValues {
  private final InitialisationConfig choice;
  private final long seed;

  /** Before the names of arrays. */
  private final String part;

  InitialValues(InitialisationConfig choice, long seed) {
    this(choice, seed, "");
  }

  private InitialValues(InitialisationConfig choice, long seed, String part) {
    this.choice = choice;
    this.seed = seed;
    this.part = part;
  }

  /** Those of a part of the network whose arrays may be called as those of another part. */
  InitialValues of(String name) {
    return new InitialValues(choice, seed, name + " ");
  }

  /** Normal numbers. */
  float[] embedding(int numbers, double deviation) {
    Random random = random("embedding");
    return draw(numbers, () -> random.nextGaussian() * deviation);
  }

  /**
   * A layer's weights of its input, shape [inputs, gates · hidden]. For the variance a gate's two
   * matrices count as one, of {@code inputs + hidden} inputs.
   */
  float[] inputWeights(String layer, int inputs, int hidden, int gates) {
    Random random = random(layer + " input");
    return draw(inputs * gates * hidden, weight(random, inputs + hidden, hidden, hidden));
  }

  /** A layer's weights of its state, shape [hidden, gates · hidden], 'f' order. */
  float[] recurrentWeights(String layer, int inputs, int hidden, int gates) {
    Random random = random(layer + " recurrent");
    if (choice.recurrentWeights() == RecurrentWeights.SAME) {
      return draw(hidden * gates * hidden, weight(random, inputs + hidden, hidden, hidden));
    }
    float[] blocks = new float[hidden * gates * hidden];
    for (int gate = 0; gate < gates; gate++) {
      OrthogonalMatrix.draw(random, hidden, blocks, gate * hidden * hidden);
    }
    return blocks;
  }

  /**
   * A layer's bias, block after block.
   *
   * @param keepBias added to the bias of the gate that keeps the state
   */
  float[] recurrentBias(String layer, int hidden, GateBiases gates, double keepBias) {
    Random random = random(layer + " bias");
    float[] bias = new float[gates.blocks() * hidden];
    for (int block = 0; block < gates.blocks(); block++) {
      DoubleSupplier number = bias(random, hidden, block < gates.summed());
      double shift = block == gates.keep() ? keepBias : 0;
      for (int unit = 0; unit < hidden; unit++) {
        bias[block * hidden + unit] = (float) (number.getAsDouble() + shift);
      }
    }
    if (choice.biases() == Biases.CHRONO) {
      chrono(random, hidden, gates, bias);
    }
    return bias;
  }

  /**
   * Biases of the keeping gate are log u, u uniform in [1, longest − 1]; an input gate's −log u.
   */
  private void chrono(Random random, int hidden, GateBiases gates, float[] bias) {
    for (int unit = 0; unit < hidden; unit++) {
      double steps = 1 + random.nextDouble() * (choice.longestDependency() - 2);
      float keep = (float) Math.log(steps);
      bias[gates.keep() * hidden + unit] = keep;
      if (gates.write() >= 0) {
        bias[gates.write() * hidden + unit] = -keep;
      }
    }
  }

  /** The embedding of characters: standard normal numbers. */
  float[] characters(int numbers) {
    Random random = random("characters");
    return draw(numbers, random::nextGaussian);
  }

  /** The weights of a layer without a state, shape [inputs, outputs]. */
  float[] weights(String layer, int inputs, int outputs) {
    return draw(
        Math.multiplyExact(inputs, outputs),
        weight(random(layer + " weights"), inputs, outputs, inputs));
  }

  /** Its bias. */
  float[] bias(String layer, int inputs, int outputs) {
    return draw(outputs, bias(random(layer + " bias"), inputs, false));
  }

  /** The softmax's weights, shape [inputs, classes]. */
  float[] outputWeights(int inputs, int classes) {
    return draw(
        Math.multiplyExact(inputs, classes), weight(random("output"), inputs, classes, inputs));
  }

  /** The softmax's bias, without the frequencies. */
  float[] outputBias(int inputs, int classes) {
    return draw(classes, bias(random("output bias"), inputs, false));
  }

  /** The query of a pooling by attention. */
  float[] query(int inputs) {
    return draw(inputs, weight(random("query"), inputs, 1, inputs));
  }

  private DoubleSupplier weight(Random random, int inputs, int outputs, int hidden) {
    double glorot = Math.sqrt(2.0 / ((double) inputs + outputs));
    return switch (choice.weights()) {
      case GLOROT_NORMAL -> () -> random.nextGaussian() * glorot;
      case GLOROT_UNIFORM -> uniform(random, Math.sqrt(3) * glorot);
      case HE_NORMAL -> () -> random.nextGaussian() * Math.sqrt(2.0 / inputs);
      case UNIFORM -> uniform(random, 1 / Math.sqrt(hidden));
    };
  }

  private DoubleSupplier bias(Random random, int hidden, boolean summed) {
    DoubleSupplier one = uniform(random, 1 / Math.sqrt(hidden));
    return switch (choice.biases()) {
      case ZERO, CHRONO -> () -> 0;
      case UNIFORM -> summed ? () -> one.getAsDouble() + one.getAsDouble() : one;
    };
  }

  private static DoubleSupplier uniform(Random random, double bound) {
    return () -> (2 * random.nextDouble() - 1) * bound;
  }

  private static float[] draw(int numbers, DoubleSupplier number) {
    float[] values = new float[numbers];
    for (int i = 0; i < numbers; i++) {
      values[i] = (float) number.getAsDouble();
    }
    return values;
  }

  private Random random(String name) {
    return new Random(seed * 0x9E3779B97F4A7C15L + (part + name).hashCode());
  }
}
