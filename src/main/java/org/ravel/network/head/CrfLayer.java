package org.ravel.network.head;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.network.module.Affine;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001; over a recurrent
 * network: Huang, Xu and Yu 2015): labels of neighbouring steps are predicted together. A label's
 * score at a step is a product with the step's features; beside it, each pair of neighbouring
 * labels has a score, and each label one at a row's start and one at its end.
 *
 * @param inputs features of a step
 * @param labels number of ids
 */
public record CrfLayer(int inputs, int labels) implements HeadLayer {

  public CrfLayer {
    Widths.require("a CRF", "inputs", inputs, 1);
    Widths.require("a CRF", "labels", labels, 1);
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of(
        ParameterShape.matrix(prefix + "W", inputs, labels),
        ParameterShape.bias(prefix + "b", labels),
        ParameterShape.bias(prefix + "start", labels),
        new ParameterShape(prefix + "transition", 'c', labels, labels, false),
        ParameterShape.bias(prefix + "end", labels));
  }

  @Override
  public CrfHead open(String prefix, Parameters values, Parameters gradients) {
    return new CrfHead(
        this,
        new CrfParameters(prefix, values),
        gradients == null ? null : new CrfParameters(prefix, gradients));
  }

  /** The parameters, or their gradients. */
  record CrfParameters(Affine ofLabels, INDArray starts, INDArray transitions, INDArray ends) {

    CrfParameters(String prefix, Parameters parameters) {
      this(
          Affine.of(prefix, parameters),
          parameters.get(prefix + "start"),
          parameters.get(prefix + "transition"),
          parameters.get(prefix + "end"));
    }

    LabelChain chain() {
      return new LabelChain(
          Math.toIntExact(starts.length()),
          Doubles.read(starts),
          Doubles.read(transitions),
          Doubles.read(ends));
    }

    /** Adds to gradients. */
    void add(LabelChain gradients) {
      Doubles.add(gradients.starts(), starts);
      Doubles.add(gradients.transitions(), transitions);
      Doubles.add(gradients.ends(), ends);
    }
  }
}
