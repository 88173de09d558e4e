package org.ravel.lineargaussian.autoregression;

import java.util.Arrays;

/**
 * What is read where a value is missing: what the model expects of it, given those before. Where
 * there are too few of these it is the last value, and without one the mean. Gaps of single steps
 * do little harm; the variances do not say that a value was missing.
 */
public final class GapFilling {
  private GapFilling() {}

  /**
   * Fills what is missing.
   *
   * @param values shape [steps, width]; changed
   * @param knowledge numbers known beforehand, shape [steps, known]
   */
  public static void fill(Autoregression model, double[] values, double[] knowledge) {
    int width = model.design().width();
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        fillStep(model, values, i / width, knowledge);
      }
    }
  }

  private static void fillStep(
      Autoregression model, double[] values, int step, double[] knowledge) {
    LagDesign design = model.design();
    int width = design.width();
    double[] expected = new double[0];
    if (step >= design.lags().longest()) {
      expected = expected(model, values, step, knowledge);
    }
    for (int i = 0; i < width; i++) {
      int at = step * width + i;
      if (Double.isNaN(values[at])) {
        if (i < expected.length && !Double.isNaN(expected[i])) {
          values[at] = expected[i];
        } else {
          values[at] = step > 0 ? values[at - width] : model.means()[i];
        }
      }
    }
  }

  private static double[] expected(
      Autoregression model, double[] values, int step, double[] knowledge) {
    int width = model.design().width();
    double[] before = Arrays.copyOf(values, (step + 1) * width);
    double[] targets = new double[model.targets()];
    model.predict(before, step, knowledge, 1, targets);
    return model.iterated() ? Arrays.copyOfRange(before, step * width, before.length) : targets;
  }
}
