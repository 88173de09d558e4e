package org.ravel.model;

import java.util.BitSet;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.ravel.config.InitialisationConfig;
import org.ravel.config.InitialisationConfig.Biases;
import org.ravel.config.InitialisationConfig.WeightDistribution;

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
    if (choice.inputDeviation() != null) {
      return draw(inputs * gates * hidden, () -> random.nextGaussian() * choice.inputDeviation());
    }
    return matrix(random, inputs, gates * hidden, inputs + hidden, hidden, hidden);
  }

  /**
   * A layer's weights of its state, shape [hidden, gates · hidden], 'f' order. The spectral radius
   * is that of each gate's matrix.
   */
  float[] recurrentWeights(String layer, int inputs, int hidden, int gates) {
    float[] weights = anyRecurrentWeights(layer, inputs, hidden, gates);
    if (choice.spectralRadius() != null) {
      for (int gate = 0; gate < gates; gate++) {
        SpectralRadius.scale(weights, gate * hidden * hidden, hidden, choice.spectralRadius());
      }
    }
    return weights;
  }

  private float[] anyRecurrentWeights(String layer, int inputs, int hidden, int gates) {
    Random random = random(layer + " recurrent");
    return switch (choice.recurrentWeights()) {
      case SAME -> matrix(random, hidden, gates * hidden, inputs + hidden, hidden, hidden);
      case SPARSE -> sparse(random, hidden, gates * hidden);
      case ORTHOGONAL -> {
        float[] blocks = new float[hidden * gates * hidden];
        for (int gate = 0; gate < gates; gate++) {
          OrthogonalMatrix.draw(random, hidden, blocks, gate * hidden * hidden);
        }
        yield blocks;
      }
    };
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
    return matrix(random(layer + " weights"), inputs, outputs, inputs, outputs, inputs);
  }

  /** Its bias. */
  float[] bias(String layer, int inputs, int outputs) {
    return draw(outputs, bias(random(layer + " bias"), inputs, false));
  }

  /** The softmax's weights, shape [inputs, classes]. */
  float[] outputWeights(int inputs, int classes) {
    return matrix(random("output"), inputs, classes, inputs, classes, inputs);
  }

  /** The softmax's bias, without the frequencies. */
  float[] outputBias(int inputs, int classes) {
    return draw(classes, bias(random("output bias"), inputs, false));
  }

  /** The query of a pooling by attention. */
  float[] query(int inputs) {
    return matrix(random("query"), inputs, 1, inputs, 1, inputs);
  }

  /**
   * Weights of shape [rows, units], 'f' order.
   *
   * @param inputs and outputs, which decide about the variance
   */
  private float[] matrix(Random random, int rows, int units, int inputs, int outputs, int hidden) {
    return choice.weights() == WeightDistribution.SPARSE
        ? sparse(random, rows, units)
        : draw(Math.multiplyExact(rows, units), weight(random, inputs, outputs, hidden));
  }

  /**
   * The same, but each unit has a few rows alone, drawn without replacement (Floyd's algorithm).
   */
  private float[] sparse(Random random, int rows, int units) {
    float[] weights = new float[Math.multiplyExact(rows, units)];
    int incoming = Math.min(choice.incoming(), rows);
    for (int unit = 0; unit < units; unit++) {
      BitSet drawn = new BitSet(rows);
      for (int last = rows - incoming; last < rows; last++) {
        int row = random.nextInt(last + 1);
        drawn.set(drawn.get(row) ? last : row);
      }
      int first = unit * rows;
      drawn.stream()
          .forEach(
              row -> weights[first + row] = (float) (random.nextGaussian() * choice.deviation()));
    }
    return weights;
  }

  private DoubleSupplier weight(Random random, int inputs, int outputs, int hidden) {
    double glorot = Math.sqrt(2.0 / ((double) inputs + outputs));
    return switch (choice.weights()) {
      case GLOROT_NORMAL -> () -> random.nextGaussian() * glorot;
      case GLOROT_UNIFORM -> uniform(random, Math.sqrt(3) * glorot);
      case HE_NORMAL -> () -> random.nextGaussian() * Math.sqrt(2.0 / inputs);
      case UNIFORM -> uniform(random, 1 / Math.sqrt(hidden));
      case NORMAL, SPARSE -> () -> random.nextGaussian() * choice.deviation();
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
