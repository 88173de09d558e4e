package org.ravel.lineargaussian.statespace;

import java.util.Arrays;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A sequence of a small system as one normal distribution: the first state, all noise of states and
 * all noise of outputs are independent, everything else is a linear function of them.
 */
final class DenseNormal {
  private final StateSpace system;
  private final int steps;
  private final int states;
  private final int width;

  /** Of the causes, given what was seen. */
  private final RealVector mean;

  private final RealMatrix covariance;
  private final RealMatrix[] state;
  private double logDensity;

  DenseNormal(StateSpace system, double[] values) {
    this.system = system;
    this.states = system.states();
    this.width = system.width();
    this.steps = values.length / width;
    int causes = steps * states + steps * width;
    RealVector prior = MatrixUtils.createRealVector(new double[causes]);
    prior.setSubVector(0, MatrixUtils.createRealVector(system.start().mean()));
    RealMatrix priorCovariance = MatrixUtils.createRealMatrix(causes, causes);
    state = new RealMatrix[steps];
    RealMatrix transition = MatrixUtils.createRealMatrix(system.transition());
    for (int t = 0; t < steps; t++) {
      priorCovariance.setSubMatrix(
          t == 0 ? system.start().covariance() : system.stateNoise(), t * states, t * states);
      state[t] = MatrixUtils.createRealMatrix(states, causes);
      if (t > 0) {
        state[t] = transition.multiply(state[t - 1]);
      }
      for (int i = 0; i < states; i++) {
        state[t].addToEntry(i, t * states + i, 1);
      }
      for (int i = 0; i < width; i++) {
        int at = steps * states + t * width + i;
        priorCovariance.setEntry(at, at, system.outputNoise()[i]);
      }
    }
    int seen = (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    RealMatrix outputs = MatrixUtils.createRealMatrix(seen, causes);
    RealVector errors = MatrixUtils.createRealVector(new double[seen]);
    int row = 0;
    for (int at = 0; at < values.length; at++) {
      if (!Double.isNaN(values[at])) {
        outputs.setRowVector(row, output(at));
        errors.setEntry(
            row, values[at] - system.offset()[at % width] - output(at).dotProduct(prior));
        row++;
      }
    }
    RealMatrix cross = priorCovariance.multiply(outputs.transpose());
    LUDecomposition of = new LUDecomposition(outputs.multiply(cross));
    RealMatrix inverse = of.getSolver().getInverse();
    mean = prior.add(cross.multiply(inverse).operate(errors));
    covariance = priorCovariance.subtract(cross.multiply(inverse).multiply(cross.transpose()));
    logDensity =
        -(seen * Math.log(2 * Math.PI)
                + Math.log(of.getDeterminant())
                + errors.dotProduct(inverse.operate(errors)))
            / 2;
  }

  private RealVector output(int at) {
    int step = at / width;
    RealVector row =
        state[step].preMultiply(MatrixUtils.createRealVector(system.output()[at % width]));
    row.addToEntry(steps * states + at, 1);
    return row;
  }

  double logDensity() {
    return logDensity;
  }

  /** E x(t) x(s)'. */
  double[][] square(RealMatrix a, RealMatrix b) {
    RealVector left = a.operate(mean);
    RealVector right = b.operate(mean);
    return a.multiply(covariance).multiply(b.transpose()).add(left.outerProduct(right)).getData();
  }

  RealMatrix state(int step) {
    return state[step];
  }

  /** The noise that led to a step's state. */
  RealMatrix moveNoise(int step) {
    RealMatrix noise = MatrixUtils.createRealMatrix(states, mean.getDimension());
    for (int i = 0; i < states; i++) {
      noise.setEntry(i, step * states + i, 1);
    }
    return noise;
  }

  RealMatrix outputNoise(int step, int number) {
    RealMatrix noise = MatrixUtils.createRealMatrix(1, mean.getDimension());
    noise.setEntry(0, steps * states + step * width + number, 1);
    return noise;
  }

  double[] mean(RealMatrix of) {
    return of.operate(mean).toArray();
  }

  RealMatrix covariance(RealMatrix of) {
    return of.multiply(covariance).multiply(of.transpose());
  }
}
