package org.ravel.decoding;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What is written for a source.
 *
 * @param ids of its symbols, without the end
 * @param logProbability natural logarithm of the probability that the model gives it, its end among
 *     its symbols; not a number if the model gives none
 * @param penalizedScore the log probability with the penalties of length and coverage: of the
 *     hypotheses for a source the one with the largest is the best
 * @param attention by symbol, the end behind them, the weights of the source's steps; null where
 *     they are not kept
 */
public record Hypothesis(
    int[] ids, double logProbability, double penalizedScore, List<double[]> attention)
    implements Serializable {

  /** By symbol, the step of the source with the largest weight. */
  public int[] alignment() {
    return attention.stream().limit(ids.length).mapToInt(Hypothesis::greatest).toArray();
  }

  /** The attention to thousandths, which is more than a person sees. */
  public List<List<Double>> shownAttention() {
    return attention.stream()
        .map(
            weights ->
                Arrays.stream(weights).mapToObj(weight -> Math.rint(1000 * weight) / 1000).toList())
        .toList();
  }

  /**
   * The symbols as text. In place of the unknown one stands the step of the source with the largest
   * weight.
   *
   * @param names of the symbols by id
   * @param unknown an id
   * @param source its steps as text
   */
  public List<String> texts(IntFunction<String> names, int unknown, List<String> source) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      texts.add(ids[i] == unknown ? source.get(greatest(attention.get(i))) : names.apply(ids[i]));
    }
    return texts;
  }

  private static int greatest(double[] weights) {
    int greatest = 0;
    for (int i = 1; i < weights.length; i++) {
      greatest = weights[i] > weights[greatest] ? i : greatest;
    }
    return greatest;
  }
}
